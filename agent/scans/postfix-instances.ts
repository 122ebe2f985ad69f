/** Who wrote a line of Postfix: the instance on its host, whose queue and sessions it belongs to, and which daemon. */
import type { Queue } from './queue.ts';
import { createQueue, keepText } from './queue.ts';
import type { Recent } from './recent.ts';
import { createRecent } from './recent.ts';
import type { Client } from './result.ts';

/** An SMTP session of a device, by the process that serves it. */
export type Session = {
  client: Client | null;
  /** Address whose failure was told. */
  told: string | null;
};

/** One instance of Postfix on one host: queue ids and process ids are its own. */
export type Instance = { readonly queue: Queue; readonly sessions: Recent<string, Session> };

/** What a daemon's lines can tell of; the others tell nothing of a scan. */
export type Role = 'server' | 'delivery' | 'queue' | 'cleanup' | 'pickup' | 'postsuper';

export type Daemon = { readonly role: Role; readonly instance: Instance };

const roles: ReadonlyMap<string, Role> = new Map([
  ['smtpd', 'server'],
  ['postscreen', 'server'],
  ['smtp', 'delivery'],
  ['lmtp', 'delivery'],
  ['local', 'delivery'],
  ['virtual', 'delivery'],
  ['pipe', 'delivery'],
  ['error', 'delivery'],
  ['retry', 'delivery'],
  ['discard', 'delivery'],
  ['bounce', 'delivery'],
  ['qmgr', 'queue'],
  ['nqmgr', 'queue'],
  ['oqmgr', 'queue'],
  ['cleanup', 'cleanup'],
  ['pickup', 'pickup'],
  ['postsuper', 'postsuper'],
]);

type Host = { readonly instances: Map<string, Instance>; readonly daemons: Map<string, Daemon | null> };

const maxHosts = 50;
const maxInstances = 20;
const maxDaemons = 500;
const maxSessions = 5_000;

export type Instances = {
  /** `program` is `postfix/smtp`, `postfix-out/submission/smtpd`: instance first, daemon last. */
  daemonOf(host: string, program: string): Daemon | null;
  /** The instance that knows a message under this queue id: a filter may pass the mail to another one. */
  holding(queueId: string): Instance | null;
};

export function createInstances(): Instances {
  const hosts = createRecent<string, Host>(maxHosts);
  let hostName: string | null = null;
  let host: Host = { instances: new Map(), daemons: new Map() };

  const enter = (name: string) => {
    hostName = name;
    const known = hosts.get(name);
    if (known) {
      host = known;
      return;
    }
    host = { instances: new Map(), daemons: new Map() };
    hosts.set(keepText(name), host);
  };

  const instanceOf = (name: string): Instance => {
    const known = host.instances.get(name);
    if (known) return known;
    // A daemon must not point at a forgotten instance.
    if (host.instances.size >= maxInstances) {
      host.instances.clear();
      host.daemons.clear();
    }
    const made: Instance = { queue: createQueue(), sessions: createRecent(maxSessions) };
    host.instances.set(keepText(name), made);
    return made;
  };

  const learn = (program: string): Daemon | null => {
    const slash = program.lastIndexOf('/');
    const role = slash < 0 ? undefined : roles.get(program.slice(slash + 1));
    const daemon = role ? { role, instance: instanceOf(program.slice(0, program.indexOf('/'))) } : null;
    if (host.daemons.size >= maxDaemons) host.daemons.clear();
    host.daemons.set(keepText(program), daemon);
    return daemon;
  };

  return {
    daemonOf(name, program) {
      if (name !== hostName) enter(name);
      const known = host.daemons.get(program);
      return known === undefined ? learn(program) : known;
    },
    holding(queueId) {
      for (const { instances } of hosts.values()) {
        for (const instance of instances.values()) if (instance.queue.get(queueId)) return instance;
      }
      return null;
    },
  };
}

/** The session that a process serves, begun where none is known. */
export function sessionOf(instance: Instance, pid: string): Session {
  const known = instance.sessions.get(pid);
  if (known) return known;
  const begun: Session = { client: null, told: null };
  instance.sessions.set(keepText(pid), begun);
  return begun;
}
