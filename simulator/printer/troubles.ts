/** Which troubles a device has: those a script raised, and those that follow from its levels and covers. */
import type { ErrorBit, SupplyType } from './codes.ts';
import { alertCodes, groups, severities, trainings } from './codes.ts';
import type { SupplyDescription, Trouble } from './description.ts';
import type { Printer } from './printer.ts';

/** Halting ones first, as a panel shows them. */
export function troublesOf(printer: Printer): Trouble[] {
  const { maker } = printer.description;
  const found = [
    ...printer.raised.values(),
    ...coverTroubles(printer),
    ...trayTroubles(printer),
    ...supplyTroubles(printer),
  ];
  const urgency = (trouble: Trouble) => (trouble.halts ? 0 : trouble.severity === severities.critical ? 1 : 2);
  return [...found.sort((a, b) => urgency(a) - urgency(b)), ...(maker.restingRows?.(printer) ?? [])];
}

function coverTroubles(printer: Printer): Trouble[] {
  const { covers, maker } = printer.description;
  return [...printer.openCovers].map((at) => ({
    key: `cover/${at + 1}`,
    severity: severities.critical,
    training: trainings.untrained,
    group: groups.cover,
    groupIndex: at + 1,
    code: alertCodes.coverOpen,
    text: maker.words.cover(covers[at] ?? ''),
    bits: ['doorOpen'],
    halts: true,
  }));
}

function trayTroubles(printer: Printer): Trouble[] {
  const { inputs, maker } = printer.description;
  const trays = inputs.map((tray, at) => ({ tray, at, level: printer.trays[at] ?? 0 }));
  const watched = trays.filter(({ tray }) => tray.kind !== 'bypass');
  const nothingLeft = watched.every(({ level }) => level === 0);
  return watched.flatMap(({ tray, at, level }): Trouble[] => {
    if (level > tray.capacity / 10) return [];
    const empty = level === 0;
    return [
      {
        key: `tray/${at + 1}`,
        severity: empty && nothingLeft ? severities.critical : severities.warning,
        training: trainings.untrained,
        group: groups.input,
        groupIndex: at + 1,
        code: empty ? alertCodes.inputEmpty : alertCodes.inputLow,
        text: maker.words.tray(tray, empty ? 'empty' : 'low'),
        bits: empty ? (nothingLeft ? ['inputTrayEmpty', 'noPaper'] : ['inputTrayEmpty']) : ['lowPaper'],
        halts: empty && nothingLeft,
      },
    ];
  });
}

function supplyTroubles(printer: Printer): Trouble[] {
  const { supplies, maker } = printer.description;
  return supplies.flatMap((supply, at): Trouble[] => {
    const percent = (100 * (printer.supplies[at] ?? 0)) / supply.max;
    if (percent > (supply.lowAt ?? 10)) return [];
    const state = percent === 0 ? 'empty' : 'low';
    const sign = signsOf(supply, state);
    return [
      {
        key: `supply/${at + 1}/${state}`,
        severity: state === 'empty' && sign.halts ? severities.critical : severities.warning,
        training: supply.type === 'fuser' || supply.type === 'transferUnit' ? trainings.trained : trainings.untrained,
        group: groups.supplies,
        groupIndex: at + 1,
        text: maker.words.supply(supply, state),
        ...sign,
      },
    ];
  });
}

type Signs = { readonly code: number; readonly bits: readonly ErrorBit[]; readonly halts: boolean };

const wornSigns: Record<'low' | 'empty', Signs> = {
  low: { code: alertCodes.lifeAlmostOver, bits: [], halts: false },
  empty: { code: alertCodes.lifeOver, bits: ['overduePreventMaint'], halts: false },
};

function consumedSigns(low: number, empty: number): Record<'low' | 'empty', Signs> {
  return {
    low: { code: low, bits: ['lowToner'], halts: false },
    empty: { code: empty, bits: ['noToner'], halts: true },
  };
}

function wasteSigns(low: number, full: number): Record<'low' | 'empty', Signs> {
  return {
    low: { code: low, bits: [], halts: false },
    empty: { code: full, bits: ['serviceRequested'], halts: true },
  };
}

const toner = consumedSigns(alertCodes.tonerAlmostEmpty, alertCodes.tonerEmpty);
const ink = consumedSigns(alertCodes.inkAlmostEmpty, alertCodes.inkEmpty);
const signs: Partial<Record<SupplyType, Record<'low' | 'empty', Signs>>> = {
  toner,
  tonerCartridge: toner,
  ink,
  inkCartridge: ink,
  inkRibbon: consumedSigns(alertCodes.ribbonAlmostEmpty, alertCodes.ribbonEmpty),
  wasteToner: wasteSigns(alertCodes.wasteTonerAlmostFull, alertCodes.wasteTonerFull),
  wasteInk: wasteSigns(alertCodes.wasteInkAlmostFull, alertCodes.wasteInkFull),
  opc: {
    low: { code: alertCodes.opcLifeAlmostOver, bits: [], halts: false },
    empty: { code: alertCodes.opcLifeOver, bits: ['overduePreventMaint'], halts: true },
  },
};

const signsOf = (supply: SupplyDescription, state: 'low' | 'empty'): Signs => (signs[supply.type] ?? wornSigns)[state];
