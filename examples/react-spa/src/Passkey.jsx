// A passkey, asked of the browser. The options of Vestibule and the browser's answer are JSON, which browsers read and write
// themselves (all current ones; an older one shows no button).

import { useState } from "react";

const isThere = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

/** What a passkey answers to these options; null where the person cancelled. */
async function answer(options) {
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return (await navigator.credentials.get({ publicKey })).toJSON();
  } catch (error) {
    if (error.name === "NotAllowedError") return null;
    throw new Error("Your browser could not use a passkey here");
  }
}

/** `getOptions` gets what the browser is asked for, `submit` its answer. An error that it throws is shown. */
export function PasskeyButton({ children, getOptions, submit }) {
  const [refused, setRefused] = useState("");
  const [busy, setBusy] = useState(false);
  if (!isThere) return null;

  async function ask() {
    setBusy(true);
    setRefused("");
    try {
      const passkey = await answer(await getOptions());
      if (passkey) await submit({ passkey });
    } catch (error) {
      setRefused(error.fields?.passkey?.[0] ?? error.message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {refused && (
        <p role="alert" className="error">
          {refused}
        </p>
      )}
      <button type="button" id="passkey" className="quiet" disabled={busy} onClick={ask}>
        {children}
      </button>
    </>
  );
}
