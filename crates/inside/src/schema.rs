//! The tables, one text for both databases. Times are UTC, without zone; truth stands in `migrations/`.
#![allow(missing_docs, reason = "diesel::table! makes public items of its own")]

diesel::table! {
    users (id) {
        id -> BigInt,
        username -> Text,
        username_key -> Text,
        email -> Text,
        email_key -> Text,
        email_verified -> Bool,
        password_hash -> Text,
        password_changed_at -> Timestamp,
        role -> Text,
        disabled_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        last_login_at -> Nullable<Timestamp>,
        previous_login_at -> Nullable<Timestamp>,
        language -> Nullable<Text>,
        language_seen -> Nullable<Text>,
        second_factor_since -> Nullable<Timestamp>,
        factor_recovery_started_at -> Nullable<Timestamp>,
        factor_recovery_ready_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    locks (name) {
        name -> Text,
        holder -> Nullable<Text>,
        held_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> Text,
        user_id -> BigInt,
        kind -> Text,
        created_at -> Timestamp,
        last_used_at -> Timestamp,
        proved_at -> Timestamp,
        address -> Text,
        user_agent -> Text,
        handle -> Text,
        login_address -> Text,
        password_verified_at -> Nullable<Timestamp>,
        totp_verified_at -> Nullable<Timestamp>,
        recovery_code_used_at -> Nullable<Timestamp>,
        passkey_verified_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    events (id) {
        id -> BigInt,
        at -> Timestamp,
        kind -> Text,
        user_id -> Nullable<BigInt>,
        actor_id -> Nullable<BigInt>,
        door -> Text,
        address -> Text,
        user_agent -> Text,
        request_id -> Text,
        detail -> Text,
    }
}

diesel::table! {
    refresh_tokens (id) {
        id -> Text,
        session_id -> Text,
        issued_at -> Timestamp,
        expires_at -> Timestamp,
        spent_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        topic -> Text,
        payload -> Binary,
        created_at -> Timestamp,
        due_at -> Timestamp,
        attempts -> Integer,
        leased_until -> Nullable<Timestamp>,
        key_name -> Text,
        kind -> Text,
        target -> Text,
        user_id -> Nullable<BigInt>,
        dead_at -> Nullable<Timestamp>,
        cause -> Nullable<Text>,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        token_hash -> Text,
        email -> Nullable<Text>,
        uses -> Integer,
        uses_left -> Integer,
        created_at -> Timestamp,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    limits (bucket) {
        bucket -> Text,
        attempts -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    links (id) {
        id -> BigInt,
        purpose -> Text,
        user_id -> Nullable<BigInt>,
        address -> Text,
        address_verified -> Bool,
        token_hash -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<Text>,
        address_key -> Text,
    }
}

diesel::table! {
    never_confirmed (user_id) {
        user_id -> BigInt,
        deletable_from -> Nullable<Timestamp>,
        for_one_address -> Bool,
    }
}

diesel::table! {
    imported_accounts (id) {
        id -> Text,
        user_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    accepted_terms (user_id, version) {
        user_id -> BigInt,
        version -> Text,
        accepted_at -> Timestamp,
    }
}

diesel::table! {
    totp (user_id) {
        user_id -> BigInt,
        sealed -> Binary,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        last_step -> BigInt,
        suspended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    recovery_codes (user_id, hash) {
        user_id -> BigInt,
        hash -> Text,
        created_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
        suspended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    pending_logins (id) {
        id -> Text,
        user_id -> BigInt,
        kind -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        attempts -> Integer,
        password_changed_at -> Timestamp,
        totp_sealed -> Nullable<Binary>,
    }
}

diesel::table! {
    passkeys (id) {
        id -> Text,
        user_id -> BigInt,
        credential_id -> Binary,
        public_key -> Binary,
        domain -> Text,
        counter -> BigInt,
        transports -> Text,
        backup_eligible -> Bool,
        backed_up -> Bool,
        aaguid -> Text,
        name -> Text,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
        suspended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    passkey_handles (user_id) {
        user_id -> BigInt,
        handle -> Binary,
    }
}

diesel::table! {
    used_challenges (hash) {
        hash -> Text,
        expires_at -> Timestamp,
    }
}

diesel::table! {
    factor_recoveries (user_id) {
        user_id -> BigInt,
        started_at -> Timestamp,
        ready_at -> Timestamp,
        next_step_at -> Timestamp,
        link_sent_at -> Nullable<Timestamp>,
        address -> Text,
        user_agent -> Text,
    }
}

diesel::table! {
    remembered_browsers (id) {
        id -> Text,
        user_id -> BigInt,
        handle -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        last_used_at -> Timestamp,
        address -> Text,
        user_agent -> Text,
    }
}

diesel::table! {
    backup_proofs (proved_at) {
        proved_at -> Timestamp,
        made_at -> Timestamp,
        accounts -> BigInt,
        bytes -> BigInt,
    }
}

diesel::joinable!(accepted_terms -> users (user_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(links -> users (user_id));
diesel::joinable!(never_confirmed -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::allow_tables_to_appear_in_same_query!(
    users,
    sessions,
    refresh_tokens,
    events,
    jobs,
    links,
    never_confirmed,
    accepted_terms
);
