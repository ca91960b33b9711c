import './app/first-styles';
import './app/app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { begin } from './app/begin';
import { styleNonce } from './app/nonce';

// Styles that are made by libraries in the page carry it, or the browser refuses them.
(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = styleNonce();

await begin();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

// Only what serves the page itself when there is no connection; where browsers allow none, nothing is missing.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/sw.js').catch(() => undefined);
