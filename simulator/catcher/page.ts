/** The catcher's own page: what arrived, newest first. */
import type { Caught } from './catcher.ts';

export function catcherPage(received: readonly Caught[]): string {
  const rows = received.slice(-200).reverse().map(row).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Webhooks received: ${received.length}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; }
ol { list-style: none; padding: 0; }
li { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: .6rem 0; }
time, small { opacity: .75; }
strong { display: block; }
</style>
</head>
<body>
<main>
<h1>Webhooks received: ${received.length}</h1>
<p>This page stands in for your help desk or chat. Each line is one signed HTTP request from Platen.</p>
<ol>
${rows || '<li>Nothing yet.</li>'}
</ol>
</main>
</body>
</html>
`;
}

function row({ at, type, title, device, verified, status, id }: Caught): string {
  const proof = verified === 'ok' ? 'signature verified' : `signature: ${verified}`;
  return (
    `<li><time>${escapeHtml(new Date(at).toISOString().slice(11, 19))} UTC</time> <strong>${escapeHtml(type)}: ${escapeHtml(title)}</strong>` +
    `<span>${escapeHtml(device)}</span> <small>${escapeHtml(proof)}, answered ${status}, ${escapeHtml(id)}</small></li>`
  );
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
