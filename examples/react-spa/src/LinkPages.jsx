// The last step of an emailed link. Opening the link does nothing by itself, since mail scanners open links, too: the
// person presses a button.

import { useState } from "react";

import { Field, Form } from "./Form.jsx";
import * as session from "./session.js";
import { address } from "./vestibule.js";

export function Verify({ token, leave }) {
  const [done, setDone] = useState(false);
  const [refused, setRefused] = useState(null);

  async function confirm() {
    try {
      await session.verify(token);
      setDone(true);
    } catch (error) {
      setRefused(error);
    }
  }

  if (done) return <Done title="Email address confirmed" leave={leave} />;
  return (
    <section className="card">
      <h2>Confirm your email address</h2>
      {refused && (
        <p role="alert" className="error">
          {refused.code === "dead_link" ? "This link doesn't work any more." : refused.message}
        </p>
      )}
      {refused?.code === "dead_link" ? (
        <p>
          Your <a href={address}>account page</a> sends a new one.
        </p>
      ) : (
        <button onClick={confirm}>Confirm email address</button>
      )}
    </section>
  );
}

export function ResetPassword({ token, leave }) {
  const [state, setState] = useState("asking"); // "done", or "dead": the link can't be used

  async function submit(form) {
    try {
      await session.resetPassword(token, form);
      setState("done");
    } catch (error) {
      if (error.code !== "dead_link") throw error;
      setState("dead");
    }
  }

  if (state === "done") return <Done title="Password changed" leave={leave} />;
  if (state === "dead") return <ForgotPassword title="This link doesn't work any more" />;
  return (
    <Form title="Choose a new password" button="Change password" submit={submit}>
      {(errors) => (
        <Field
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          errors={errors.password}
        />
      )}
    </Form>
  );
}

export function ForgotPassword({ title = "Forgot your password?" }) {
  const [sent, setSent] = useState(false);

  async function submit(form) {
    await session.requestReset(form);
    setSent(true);
  }

  // The same words whether the address has an account or not: the answer doesn't tell.
  if (sent) {
    return (
      <section className="card">
        <h2>Check your email</h2>
        <p role="status">If an account uses that address, a link is on its way.</p>
      </section>
    );
  }
  return (
    <Form title={title} button="Send a link" submit={submit}>
      {(errors) => <Field label="Email" name="email" type="email" autoComplete="email" errors={errors.email} />}
    </Form>
  );
}

function Done({ title, leave }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <button onClick={leave}>Continue</button>
    </section>
  );
}
