import { describe, expect, test } from 'vitest';
import { limitSettings, limitsOf } from '../../agent/limits.ts';
import { defaultLimits, readDevice } from '../../agent/read/index.ts';
import { device, printer, rows, supply, trays } from './read/devices.ts';
import { walkOf, where } from './read/recording.ts';

const parse = (given: object) => limitSettings.parse(given);

describe('limits', () => {
  test('nothing said is 20 and 5 per cent, for everything but waste boxes and trays', () => {
    const limits = limitsOf();
    expect(limits).toMatchObject(defaultLimits);
    expect(limits.toner).toEqual({ low: 20, veryLow: 5 });
    expect(limits).not.toHaveProperty('waste');
    expect(limits).not.toHaveProperty('tray');
  });

  test("a device's own word goes first, and that of a type before that of all", () => {
    const fleet = parse({ low: 25, very_low: 8, toner: { low: 15, very_low: 3 }, drum: 10, waste: 10, tray: 10 });
    expect(limitsOf({}, fleet)).toMatchObject({
      default: { low: 25, veryLow: 8 },
      toner: { low: 15, veryLow: 3 },
      drum: { low: 10, veryLow: 8 },
      waste: { low: 10, veryLow: 8 },
      tray: { low: 10 },
    });
    expect(limitsOf(parse({ low: 40, toner: 30 }), fleet)).toMatchObject({
      default: { low: 40, veryLow: 8 },
      toner: { low: 30, veryLow: 3 },
      drum: { low: 40 },
      waste: { low: 10 },
    });
  });

  test('an inherited very low never stands above low', () => {
    expect(limitsOf(parse({ toner: 2 })).toner).toEqual({ low: 2, veryLow: 2 });
  });

  test.each([[{ low: 5, very_low: 10 }], [{ toner: { low: 5, very_low: 10 } }], [{ low: 101 }], [{ toner: 'much' }]])(
    '%j is refused',
    (given) => {
      expect(limitSettings.safeParse(given).success).toBe(false);
    },
  );
});

describe('what they make of a device', () => {
  const hp = printer('HP ETHERNET MULTI-ENVIRONMENT', '1.3.6.1.4.1.11.2.3.9.1', 'HP LaserJet M607');
  const box = { ...supply('Waste Toner Box', 0, 8), prtMarkerSuppliesClass: 4, prtMarkerSuppliesType: 4 };
  const drum = { ...supply('Drum', 0, 12), prtMarkerSuppliesType: 9 };
  const recording = device({
    ...hp,
    ...trays,
    ...rows({ '1.1': supply('Black Toner', 1, 24), '1.2': box, '1.3': drum }),
  });
  const keys = (given: object) => {
    const limits = limitsOf(parse(given));
    return readDevice({ ...where, walk: walkOf(recording), limits }).conditions.map(({ key }) => key);
  };

  test('by default the drum is low', () => {
    expect(keys({})).toEqual(['drum-low/1.3']);
  });

  test('toner earlier, drums later, waste boxes only when asked', () => {
    expect(keys({ toner: 25, drum: 10 })).toEqual(['toner-low/1.1']);
    expect(keys({ low: 0, waste: 10 })).toEqual(['waste-almost-full/1.2']);
    expect(keys({ low: 0 })).toEqual([]);
  });

  test('each supply tells where the line is, unless it is where everybody draws it', () => {
    const limits = limitsOf(parse({ toner: 25 }));
    const { supplies } = readDevice({ ...where, walk: walkOf(recording), limits });
    expect(supplies?.map(({ limit }) => limit)).toEqual([{ low: 25, veryLow: 5 }, undefined, undefined]);
  });

  test('trays when asked', () => {
    expect(keys({ low: 0, tray: 100 }).every((key) => key.startsWith('tray-low/'))).toBe(true);
    expect(keys({ low: 0, tray: 100 }).length).toBeGreaterThan(0);
  });
});
