import { useEffect, useState } from "react";

import { Field, Form } from "./Form.jsx";
import { PasskeyButton } from "./Passkey.jsx";
import { SecondStep } from "./SecondStep.jsx";
import * as session from "./session.js";
import { address } from "./vestibule.js";

export function SessionPage() {
  const [user, setUser] = useState(undefined); // undefined: loading; null: a guest
  const [message, setMessage] = useState("");
  const [methods, setMethods] = useState(null); // what finishes a login that waits for its second step

  useEffect(() => {
    session.currentUser().then(setUser, (error) => {
      setUser(null);
      setMessage(error.message);
    });
  }, []);

  async function refresh(words) {
    setUser(await session.currentUser());
    setMessage(words);
  }

  async function logIn(form) {
    try {
      await session.login(form);
    } catch (error) {
      if (error.code !== "second_factor_required") throw error;
      setMessage("");
      return setMethods(error.methods);
    }
    await refresh("Logged in.");
  }

  async function finishLogin(form) {
    try {
      await session.finishLogin(form);
    } catch (error) {
      // It waits for ten minutes, and ends with the sixth wrong code.
      if (error.code !== "login_required") throw error;
      setMethods(null);
      return setMessage("This login has expired. Log in again.");
    }
    setMethods(null);
    await refresh("Logged in.");
  }

  // It names the account, and is both steps at once.
  async function logInWithPasskey(form) {
    await session.loginWithPasskey(form);
    await refresh("Logged in.");
  }

  // Another tab may have logged out: any 401 of a logged-in page leads back to the login.
  async function whileLoggedIn(act) {
    setMessage("");
    try {
      await act();
    } catch (error) {
      if (error.code !== "login_required") throw error;
      await refresh("You were logged out.");
    }
  }

  if (user === undefined) return <p aria-busy="true">…</p>;
  return (
    <>
      <p role="status">{message}</p>
      {user ? (
        <>
          <Account
            user={user}
            logout={async () => {
              await session.logout();
              await refresh("Logged out.");
            }}
          />
          <Profile
            key={`${user.username} ${user.email}`}
            user={user}
            save={(form) =>
              whileLoggedIn(async () => {
                await session.updateProfile(form);
                await refresh("Profile updated.");
              })
            }
          />
        </>
      ) : methods ? (
        <SecondStep
          methods={methods}
          getOptions={session.secondStepOptions}
          submit={finishLogin}
          cancel={() => setMethods(null)}
        />
      ) : (
        <div className="pair">
          <LogIn submit={logIn} submitPasskey={logInWithPasskey} />
          <Register
            submit={async (form) => {
              await session.register(form);
              await session.login(form);
              await refresh("Account created.");
            }}
          />
        </div>
      )}
    </>
  );
}

function LogIn({ submit, submitPasskey }) {
  return (
    <Form title="Log in" button="Log in" submit={submit}>
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
          <p>
            <a href="#/forgot">Forgot your password?</a>
          </p>
          <p className="buttons">
            <PasskeyButton getOptions={session.passkeyOptions} submit={submitPasskey}>
              Log in with a passkey
            </PasskeyButton>
          </p>
        </>
      )}
    </Form>
  );
}

function Register({ submit }) {
  // The fields have the API's names; their ids must differ from those of the form beside it.
  return (
    <Form title="Create account" button="Create account" submit={submit}>
      {(errors) => (
        <>
          <Field id="new-username" label="Username" name="username" autoComplete="username" errors={errors.username} />
          <Field id="new-email" label="Email" name="email" type="email" autoComplete="email" errors={errors.email} />
          <Field
            id="new-password"
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            errors={errors.password}
          />
        </>
      )}
    </Form>
  );
}

function Account({ user, logout }) {
  return (
    <section className="card">
      <h2>Welcome, {user.username}</h2>
      <dl>
        <dt>Username</dt>
        <dd id="account-username">{user.username}</dd>
        <dt>Email</dt>
        <dd id="account-email">
          {user.email} <small>{user.email_verified ? "confirmed" : "not confirmed yet"}</small>
        </dd>
        <dt>Member since</dt>
        <dd>{new Date(user.created_at).toLocaleDateString()}</dd>
      </dl>
      <p>
        <a href={`${address}/two-step`}>Two-step login</a>
      </p>
      <button className="quiet" onClick={logout}>
        Log out
      </button>
    </section>
  );
}

function Profile({ user, save }) {
  const [asks, setAsks] = useState(null); // what confirms that it's you: the password, and a code where there is an app

  async function submit(form) {
    try {
      await save(form);
    } catch (error) {
      // The login is some minutes old, so this change needs the password: one more field, or two. The typed values stay.
      if (error.code === "reauth_required" && !asks) setAsks(await session.factors());
      throw error;
    }
  }

  return (
    <Form title="Profile" button="Save profile" submit={submit}>
      {(errors) => (
        <>
          <Field
            label="Username"
            name="username"
            autoComplete="username"
            defaultValue={user.username}
            errors={errors.username}
          />
          <Field
            label="Email"
            name="email"
            type="email"
            autoComplete="email"
            defaultValue={user.email}
            errors={errors.email}
          />
          {asks && (
            <Field
              label="Current password"
              name="current_password"
              type="password"
              autoComplete="current-password"
              autoFocus
              errors={errors.current_password}
            />
          )}
          {asks?.totp && (
            <Field
              label="Code from your authenticator app"
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              errors={errors.code}
            />
          )}
        </>
      )}
    </Form>
  );
}
