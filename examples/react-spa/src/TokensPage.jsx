import { useEffect, useState } from "react";

import { Field, Form } from "./Form.jsx";
import { SecondStep } from "./SecondStep.jsx";
import { tokens } from "./tokens.js";

export function TokensPage() {
  const [user, setUser] = useState(undefined); // undefined: loading; null: a guest
  const [answers, setAnswers] = useState([]);
  const [trouble, setTrouble] = useState("");
  const [waiting, setWaiting] = useState(null); // a login that waits for its second step

  const note = (words) => setAnswers((before) => [...before, words]);
  const failed = (error) => setTrouble(error.message);

  useEffect(() => {
    const show = () =>
      tokens.get("/api/auth/me").then(
        (data) => setUser(data?.user ?? null),
        (error) => {
          setUser(null);
          failed(error);
        },
      );
    tokens.onChange = show;
    show();
    return () => {
      tokens.onChange = () => {};
    };
  }, []);

  async function logIn(form) {
    setTrouble("");
    try {
      await tokens.login(form);
    } catch (error) {
      if (error.code !== "SECOND_FACTOR_REQUIRED") throw error;
      setWaiting(error);
    }
  }

  async function finishLogin(form) {
    try {
      await tokens.finishLogin(waiting.login_token, form);
    } catch (error) {
      // It waits for ten minutes, and ends with the sixth wrong code.
      if (error.code !== "UNAUTHORIZED") throw error;
      setTrouble("This login has expired. Log in again.");
    }
    setWaiting(null);
  }

  async function greet() {
    const data = await tokens.get("/api/auth/protected");
    if (data) note(data.message);
  }

  async function refresh() {
    // Five at once, as a page full of widgets would: one request goes out.
    const got = await Promise.all(Array.from({ length: 5 }, () => tokens.refresh()));
    if (got.every((token) => token && token === got[0])) note("A new access token");
  }

  if (user === undefined) return <p aria-busy="true">…</p>;
  return (
    <>
      <p role="alert" className="error">
        {trouble}
      </p>
      {user ? (
        <section className="card">
          <h2>Welcome, {user.username}</h2>
          <p>Open this page in a second tab: it is logged in there too, and the tabs share the tokens.</p>
          <p className="buttons">
            <button onClick={() => greet().catch(failed)}>Send a request</button>
            <button className="quiet" onClick={() => refresh().catch(failed)}>
              Refresh now
            </button>
            <button className="quiet" onClick={() => tokens.logout().catch(failed)}>
              Log out
            </button>
          </p>
          <ol id="answers">
            {answers.map((answer, number) => (
              <li key={number}>{answer}</li>
            ))}
          </ol>
        </section>
      ) : waiting ? (
        <SecondStep
          methods={waiting.methods}
          getOptions={() => tokens.passkeyOptions(waiting.login_token)}
          submit={finishLogin}
          cancel={() => setWaiting(null)}
        />
      ) : (
        <Form title="Log in for tokens" button="Log in" submit={logIn}>
          {(errors) => (
            <>
              <Field label="Username or email" name="username" autoComplete="username" errors={errors.username} />
              <Field
                label="Password"
                name="password"
                type="password"
                autoComplete="current-password"
                errors={errors.password}
              />
            </>
          )}
        </Form>
      )}
    </>
  );
}
