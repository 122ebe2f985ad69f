/** What `platen check` says of the relay and of the probes. */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { AgentConfig } from '../agent/config.ts';
import type { ProbeConfig } from '../agent/probe/config.ts';
import type { RelayConfig } from '../agent/relay/config.ts';
import type { LoginConfig } from '../agent/smtp/config.ts';
import { makeTrust } from '../agent/smtp/connect.ts';
import { isMicrosoft } from '../agent/smtp/settings.ts';
import type { Finding } from './config-report.ts';

/** Looks at files; asks no server. Nothing where nothing is configured. */
export function reportMail({ relay, probes }: Pick<AgentConfig, 'relay' | 'probes'>): Finding[] {
  return [...(relay ? reportRelay(relay) : []), ...probes.map(reportProbe)];
}

function reportRelay(relay: RelayConfig): Finding[] {
  const { listen, allow, login, tls, from, upstream, size } = relay;
  const place = `${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${listen.port}`;
  const door = [
    tls ? `${tls.implicit ? 'TLS' : 'STARTTLS'} from ${tls.oldest} on` : 'unencrypted',
    login ? `login as ${login.user}` : 'no login',
    `scans up to ${Math.round(size / 1e5) / 10} MB`,
  ].join(', ');
  const target = `${upstream.host}:${upstream.port}`;
  const back = [
    describeTls(upstream.tls, upstream.verify),
    describeLogin(upstream.login),
    senderText(from, upstream.host),
  ]
    .filter((part) => part !== null)
    .join(', ');
  const faults = [
    fileFault('tls.certificate and tls.key', () => {
      if (tls) createSecureContext({ cert: readFileSync(tls.certificate), key: readFileSync(tls.key) });
    }),
    caFault(upstream.ca, upstream.verify),
    isRetiring(upstream.host, upstream.login) ? retiring : null,
    upstream.tls === 'none' && upstream.login !== null
      ? 'the login goes to the upstream unencrypted; leave out "tls: none"'
      : null,
  ].filter((fault) => fault !== null);
  const facts = { listen, allow, upstream: target, tls: upstream.tls, login: upstream.login?.kind ?? null };
  return [
    { check: 'relay', ok: true, text: `takes scans on TCP ${place} from ${allow.join(', ')}: ${door}`, facts },
    { check: 'relay', ok: true, text: `hands them on to ${target}: ${back}`, facts: {} },
    ...faults.map((text): Finding => ({ check: 'relay', ok: false, text, facts: {} })),
  ];
}

function reportProbe(probe: ProbeConfig): Finding {
  const { host, port, tls, verify, login, from, to, everyMs, ca } = probe;
  const fault = caFault(ca, verify);
  const tries = [
    describeTls(tls, verify),
    describeLogin(login),
    from === null ? 'no sender' : `from ${from}`,
    to.length === 0 ? 'no recipient' : `to ${to.join(', ')}`,
  ].join(', ');
  const pace = everyMs === null ? '' : ` every ${everyMs / 1000} s`;
  return {
    check: 'probes',
    ok: fault === null,
    text: `${host}:${port}${pace}: ${tries}${fault === null ? '' : `; ${fault}`}`,
    facts: { host, port, tls, login: login?.kind ?? null, from, to, everyMs },
  };
}

function describeTls(tls: ProbeConfig['tls'], verify: boolean): string {
  const how = { auto: 'TLS where it is offered', starttls: 'STARTTLS', implicit: 'TLS', none: 'unencrypted' }[tls];
  return tls === 'none' || verify ? how : `${how} with any certificate`;
}

function describeLogin(login: LoginConfig | null): string {
  if (login === null) return 'no login';
  return login.kind === 'oauth' ? `XOAUTH2 as ${login.user}` : `password of ${login.user}`;
}

const retiring =
  'Microsoft switches login by password off at the end of December 2026; give the upstream "oauth" in place of "login"';

function isRetiring(host: string, login: LoginConfig | null): boolean {
  return login?.kind === 'password' && isMicrosoft(host);
}

/** Microsoft refuses after the whole mail what is not from the mailbox: too late for anybody to see why. */
function senderText(from: string | null, host: string): string | null {
  if (from !== null) return `sender ${from}`;
  return isMicrosoft(host) ? 'devices must write the mailbox\'s own address as sender, or set "from"' : null;
}

function caFault(ca: string | null, verify: boolean): string | null {
  if (ca === null) return null;
  return fileFault('ca', () => makeTrust({ ca: readFileSync(ca, 'utf8'), verify }));
}

function fileFault(key: string, work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return `${key}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
