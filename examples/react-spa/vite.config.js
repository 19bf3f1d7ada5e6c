import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The name and port matter: http://localhost:3000 is the origin that Vestibule allows in development, and localhost is the
// same site as http://localhost:5000. 127.0.0.1 would be another site, to which browsers send no cookie.
const here = { host: "localhost", port: 3000, strictPort: true };

export default defineConfig({ plugins: [react()], server: here, preview: here });
