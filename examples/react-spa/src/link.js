// The emailed link that opened this page, if one did: `/verify/{token}` or `/reset-password/{token}`. Links lead here when
// Vestibule is started with LINKS_BASE_URL=http://localhost:3000.

function takeLink() {
  const [, purpose, token] = location.pathname.match(/^\/(verify|reset-password)\/([^/]+)$/) ?? [];
  if (!token) return null;
  // The token is a secret that works once: it must not stay in the address, the history or a bookmark.
  history.replaceState(null, "", "/");
  return { purpose, token };
}

/** Read once, before anything else happens on the page. */
export const link = takeLink();
