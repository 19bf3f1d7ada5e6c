import { useEffect, useState } from "react";

import { Field, Form } from "./Form.jsx";
import * as session from "./session.js";

export function SessionPage() {
  const [user, setUser] = useState(undefined); // undefined: loading; null: a guest
  const [message, setMessage] = useState("");

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
      ) : (
        <div className="pair">
          <LogIn
            submit={async (form) => {
              await session.login(form);
              await refresh("Logged in.");
            }}
          />
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

function LogIn({ submit }) {
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
      <button className="quiet" onClick={logout}>
        Log out
      </button>
    </section>
  );
}

function Profile({ user, save }) {
  const [asksPassword, setAsksPassword] = useState(false);

  async function submit(form) {
    try {
      await save(form);
    } catch (error) {
      // The login is some minutes old, so this change needs the password: one more field. The typed values stay.
      if (error.code === "reauth_required") setAsksPassword(true);
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
          {asksPassword && (
            <Field
              label="Current password"
              name="current_password"
              type="password"
              autoComplete="current-password"
              autoFocus
              errors={errors.current_password}
            />
          )}
        </>
      )}
    </Form>
  );
}
