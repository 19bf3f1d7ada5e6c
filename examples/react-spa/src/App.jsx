import { useEffect, useState } from "react";

import { SessionPage } from "./SessionPage.jsx";
import { TokensPage } from "./TokensPage.jsx";
import { address } from "./vestibule.js";

const pages = { "#/": SessionPage, "#/tokens": TokensPage };

export function App() {
  const [place, setPlace] = useState(location.hash);
  useEffect(() => {
    const follow = () => setPlace(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const here = place in pages ? place : "#/";
  const Page = pages[here];
  const link = (to, words) => (
    <a href={to} aria-current={to === here ? "page" : undefined}>
      {words}
    </a>
  );
  return (
    <>
      <header>
        <h1>A front end of its own</h1>
        <nav aria-label="Pages">
          {link("#/", "Session")}
          {link("#/tokens", "Tokens")}
        </nav>
      </header>
      <main>
        <Page />
      </main>
      <footer>
        Accounts by <a href={address}>{address}</a>
      </footer>
    </>
  );
}
