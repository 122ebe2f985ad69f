/**
 * The first part of a Xerox fault code, the chain, names the part of the machine that raised it. Where a code has no entry
 * of its own, this is all that can be said. A chain may mean another part on another family, so each entry says so.
 *
 * The list is also what tells a fault code from other numbers with a hyphen in them: life counters, memory locations.
 */
import type { Confidence, Who } from '../../contract/index.ts';
import type { ConditionKind } from '../conditions.ts';
import type { DeviceEntry } from '../types.ts';
import {
  colorQube9300Guide,
  d95Guide,
  docuColor1632Manual,
  noPage,
  trebolArticle,
  versaLinkC405Guide,
  wc5200Manual,
  wc5600Manual,
  wc7132Manual,
  zeroSmtp,
} from './xerox-sources.ts';

type Chain = {
  readonly chain: string;
  /** Goes on from "Fault in the …". */
  readonly area: string;
  readonly condition: ConditionKind;
  readonly who: Who;
  readonly confidence: Confidence;
  readonly sources: readonly string[];
  readonly example: string;
};

const chains: readonly Chain[] = [
  {
    chain: '003',
    area: 'link between scanner, controller and engine',
    condition: 'controller-fault',
    who: 'service',
    confidence: 'medium',
    sources: [`${wc7132Manual}?p=45`, `${wc5600Manual}?page=285`],
    example: '003-400',
  },
  {
    chain: '005',
    area: 'document feeder',
    condition: 'feeder-fault',
    who: 'user',
    confidence: 'medium',
    sources: [`${wc5600Manual}?page=305`],
    example: '005-123',
  },
  {
    chain: '006',
    area: 'laser unit',
    condition: 'engine-fault',
    who: 'service',
    confidence: 'medium',
    sources: [`${wc5600Manual}?page=285`],
    example: '06-340',
  },
  {
    chain: '007',
    area: 'paper trays',
    condition: 'tray-fault',
    who: 'user',
    confidence: 'low',
    sources: [noPage],
    example: '07-250',
  },
  {
    chain: '008',
    area: 'paper path',
    condition: 'attention-needed',
    who: 'user',
    confidence: 'medium',
    sources: [`${wc5600Manual}?page=377`],
    example: '08-150',
  },
  {
    chain: '009',
    area: 'print unit (drum, charge or toner)',
    condition: 'engine-fault',
    who: 'service',
    confidence: 'low',
    sources: [`Named as a chain, without more, in ${wc5600Manual}?page=285`],
    example: '09-342',
  },
  {
    chain: '010',
    area: 'fuser or paper exit',
    condition: 'fuser-fault',
    who: 'service',
    confidence: 'medium',
    sources: [trebolArticle, noPage],
    example: '010-397',
  },
  {
    chain: '011',
    area: 'finisher',
    condition: 'finisher-fault',
    who: 'service',
    confidence: 'medium',
    sources: [`${wc5600Manual}?page=828`],
    example: '11-024',
  },
  {
    chain: '012',
    area: 'finisher',
    condition: 'finisher-fault',
    who: 'service',
    confidence: 'medium',
    sources: [`${wc5200Manual}?page=149`, docuColor1632Manual],
    example: '012-151',
  },
  {
    chain: '016',
    area: 'network controller (scans, mail, sign-in or print data)',
    condition: 'network-fault',
    who: 'admin',
    confidence: 'medium',
    sources: [versaLinkC405Guide, d95Guide],
    example: '016-799',
  },
  {
    chain: '018',
    area: 'network services (folders, directory, addresses or IPsec)',
    condition: 'network-fault',
    who: 'admin',
    confidence: 'medium',
    sources: [versaLinkC405Guide, d95Guide],
    example: '018-425',
  },
  {
    chain: '024',
    area: 'link between engine and controller, or paper and trays',
    condition: 'attention-needed',
    who: 'user',
    confidence: 'medium',
    sources: [`${wc5200Manual}?page=337`, `${wc7132Manual}?p=344`],
    example: '024-966',
  },
  {
    chain: '027',
    area: 'sending of scans',
    condition: 'scan-failed',
    who: 'admin',
    confidence: 'low',
    sources: [`Concluded from 027-779 alone: ${zeroSmtp}`],
    example: '027-700',
  },
  {
    chain: '042',
    area: 'drives or fans',
    condition: 'engine-fault',
    who: 'service',
    confidence: 'low',
    sources: [noPage],
    example: '042-325',
  },
  {
    chain: '061',
    area: 'laser or print head',
    condition: 'engine-fault',
    who: 'service',
    confidence: 'low',
    sources: [noPage],
    example: '061-321',
  },
  {
    chain: '062',
    area: 'scanner',
    condition: 'scanner-fault',
    who: 'service',
    confidence: 'low',
    sources: [noPage],
    example: '062-277',
  },
  ...['1', '2', '3', '4'].map(
    (tray): Chain => ({
      chain: `07${tray}`,
      area: `paper feed of tray ${tray}`,
      condition: 'tray-fault',
      who: 'user',
      confidence: 'low',
      sources: [noPage],
      example: `07${tray}-105`,
    }),
  ),
  {
    chain: '075',
    area: 'paper feed of the bypass tray',
    condition: 'tray-fault',
    who: 'user',
    confidence: 'low',
    sources: [noPage],
    example: '075-135',
  },
  {
    chain: '077',
    area: 'paper path: a jam or an open door',
    condition: 'attention-needed',
    who: 'user',
    confidence: 'medium',
    sources: [`${wc5200Manual}?page=570`],
    example: '077-301',
  },
  {
    chain: '091',
    area: 'drum or waste container (on solid-ink devices: print engine maintenance)',
    condition: 'drum-fault',
    who: 'service',
    confidence: 'medium',
    sources: [`${colorQube9300Guide}?p=598`],
    example: '091-402',
  },
  {
    chain: '092',
    area: 'density measurement',
    condition: 'engine-fault',
    who: 'service',
    confidence: 'medium',
    sources: [`${colorQube9300Guide}?p=598`],
    example: '092-649',
  },
  {
    chain: '093',
    area: 'toner or ink supply',
    condition: 'supply-fault',
    who: 'user',
    confidence: 'medium',
    sources: [`${colorQube9300Guide}?p=592`, `${colorQube9300Guide}?p=598`],
    example: '093-919',
  },
  {
    chain: '094',
    area: 'transfer belt',
    condition: 'belt-fault',
    who: 'service',
    confidence: 'low',
    sources: [noPage],
    example: '094-417',
  },
  {
    chain: '116',
    area: 'controller software or boards',
    condition: 'controller-fault',
    who: 'service',
    confidence: 'low',
    sources: [noPage],
    example: '116-324',
  },
  {
    chain: '124',
    area: 'configuration: serial or billing data do not agree',
    condition: 'configuration-fault',
    who: 'service',
    confidence: 'low',
    sources: [noPage],
    example: '124-333',
  },
];

export const xeroxChains: DeviceEntry[] = chains.map(({ chain, area, example, confidence, ...rest }) => ({
  id: `xerox-chain-${chain}`,
  vendor: 'xerox',
  code: null,
  chain,
  title: `Fault in the ${area}`,
  cause:
    confidence === 'low'
      ? `Codes that begin with ${chain} usually come from this part. This is not confirmed by a page of the maker, and what the rest of the code says is not known to us.`
      : `Codes that begin with ${chain} come from this part on the models we have pages for. What the rest of the code says is not known to us.`,
  remedy:
    'Follow what the panel shows and switch the device off and on once. If it comes back, call service and quote the whole code.',
  severity: 'warning',
  stops: [],
  confidence,
  examples: [example],
  ...rest,
}));

/** Chains that fault codes are known to begin with. */
export const knownChains: ReadonlySet<string> = new Set(chains.map(({ chain }) => chain));
