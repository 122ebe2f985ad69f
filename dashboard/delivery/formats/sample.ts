/** A message of each type with nothing left out: what previews show before there is an alert, and what templates are checked with. */
import { type Alert, type EventType, eventTypes, type WebhookBody } from '../../../contract/index.ts';

const at = '2026-11-23T09:12:04.512Z';

const alert: Alert = {
  id: 'al_01KB0000000000000000000000',
  key: 'dev_01KB0000000000000000000000/fuser-fault/173',
  seq: 3,
  state: 'firing',
  deviceId: 'dev_01KB0000000000000000000000',
  agent: 'hq-1',
  kind: 'fuser-fault',
  entry: 'oki-173',
  code: '173',
  severity: 'critical',
  stops: ['print'],
  title: 'Fuser does not reach its temperature',
  cause: 'The heater or its sensor failed.',
  remedy: 'Switch off, wait ten minutes, switch on; if it comes back, call service.',
  who: 'service',
  confidence: 'high',
  where: 'Fuser',
  source: 'alert-row',
  evidence: '1.3.6.1.2.1.43.18.1.1.8.1.4 = SERVICE CALL 173: FATAL ERROR',
  startedAt: '2026-11-23T09:11:04.512Z',
  firedAt: at,
  lastSeenAt: at,
  goneAt: null,
  resolvedAt: null,
  acknowledged: { at, by: 'anna', note: 'Technician is called' },
  stale: false,
};

const device: WebhookBody['data']['device'] = {
  id: 'dev_01KB0000000000000000000000',
  name: 'copier-2f',
  vendor: 'oki',
  model: 'C532',
  serial: 'AK12345678',
  address: '10.0.4.21',
  location: '2nd floor',
};

const links = {
  dashboard: 'https://platen.example/',
  alert: 'https://platen.example/#/alerts',
  device: 'https://platen.example/#/device/dev_01KB0000000000000000000000',
};

function sampleBody(type: EventType): WebhookBody {
  const data = { alert: null, device: null, agent: null, links: { dashboard: links.dashboard } };
  switch (type) {
    case 'test.ping':
    case 'alerts.digest':
      return { type, timestamp: at, data };
    case 'subscription.disabled': {
      const subscription = { id: 'sub_01KB0000000000000000000000', name: 'helpdesk', reason: 'it answered 410 Gone' };
      return { type, timestamp: at, data: { ...data, subscription } };
    }
    case 'agent.silent':
    case 'agent.recovered':
      return { type, timestamp: at, data: { ...data, alert: lived(type, silent), agent: { name: 'hq-1' } } };
    default:
      return { type, timestamp: at, data: { alert: lived(type, alert), device, agent: { name: 'hq-1' }, links } };
  }
}

const silent: Alert = {
  ...alert,
  key: 'agent/hq-1/agent-silent',
  deviceId: null,
  kind: 'agent-silent',
  entry: 'agent-silent',
  code: null,
  stops: [],
  title: 'The agent hq-1 says nothing',
  cause: 'Its machine or the network between is down.',
  remedy: 'Look whether the agent runs, and whether it reaches the dashboard.',
  who: 'admin',
  where: null,
  source: 'poll',
  evidence: 'last heard 2026-11-23T09:06:04.512Z',
};

/** The alert at the moment of such a message. */
function lived(type: EventType, begun: Alert): Alert {
  if (type === 'alert.resolved' || type === 'agent.recovered') {
    return { ...begun, state: 'resolved', seq: 9, goneAt: at, resolvedAt: at };
  }
  return type === 'alert.acknowledged' ? begun : { ...begun, acknowledged: null };
}

export const sampleBodies: Readonly<Record<EventType, WebhookBody>> = Object.fromEntries(
  eventTypes.map((type) => [type, sampleBody(type)]),
) as Record<EventType, WebhookBody>;
