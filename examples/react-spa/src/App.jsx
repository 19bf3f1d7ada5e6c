import { useEffect, useState } from "react";

import { link as opened } from "./link.js";
import { ForgotPassword, ResetPassword, Verify } from "./LinkPages.jsx";
import { SessionPage } from "./SessionPage.jsx";
import { TokensPage } from "./TokensPage.jsx";
import { address } from "./vestibule.js";

const pages = { "#/": SessionPage, "#/tokens": TokensPage, "#/forgot": ForgotPassword };
const linkPages = { verify: Verify, "reset-password": ResetPassword };

export function App() {
  const [place, setPlace] = useState(location.hash);
  useEffect(() => {
    const follow = () => setPlace(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const [opens, setOpens] = useState(opened);
  const here = place in pages ? place : "#/";
  const Page = opens ? linkPages[opens.purpose] : pages[here];
  const link = (to, words) => (
    <a href={to} aria-current={to === here ? "page" : undefined}>
      {words}
    </a>
  );
  return (
    <>
      <header>
        <h1>A separate front end</h1>
        <nav aria-label="Pages">
          {link("#/", "Session")}
          {link("#/tokens", "Tokens")}
        </nav>
      </header>
      <main>
        <Page token={opens?.token} leave={() => setOpens(null)} />
      </main>
      <footer>
        Accounts by <a href={address}>{address}</a>
      </footer>
    </>
  );
}
