/** @file unitsOfName: the units that a column may have by its name, such as grams for "weight g". */
import type { MixedUnit } from '../../messages/en/findings'

/** The units of one quantity, with their symbols, and the words that name the quantity. */
const QUANTITIES: readonly {
  readonly words: readonly string[]
  readonly units: { readonly [unit in MixedUnit]?: readonly string[] }
}[] = [
  {
    // not text: words in the names of columns
    words: ['length', 'height', 'width', 'depth', 'diameter', 'radius', 'distance', 'altitude', 'elevation'],
    units: {
      millimeter: ['mm'],
      centimeter: ['cm'],
      inch: ['in'],
      foot: ['ft', 'feet'],
      meter: ['m'],
      kilometer: ['km'],
      mile: ['mi'],
    },
  },
  {
    // not text
    words: ['weight', 'mass'],
    units: { gram: ['g', 'gr'], ounce: ['oz'], pound: ['lb', 'lbs'], kilogram: ['kg', 'kilo', 'kilos'] },
  },
  // not text
  { words: ['volume'], units: { liter: ['l'], gallon: ['gal'] } },
  // not text
  { words: ['energy'], units: { joule: ['j'], calorie: ['cal'] } },
  {
    // not text
    words: ['duration'],
    units: { second: ['s', 'sec', 'secs'], minute: ['min', 'mins'], hour: ['h', 'hr', 'hrs'], day: ['d'] },
  },
  // not text
  { words: ['temperature', 'temp'], units: { celsius: ['c'], fahrenheit: ['f'] } },
]

/** Fractions, which any quantity may have: thousandths of a kilogram are grams. */
const FRACTIONS: readonly MixedUnit[] = ['hundredth', 'thousandth', 'millionth', 'whole']

/**
 * Returns the units that a column may have by its name: the one it states as the last word ("weight g", "height_cm",
 * "Length (in)"), or all of the quantity it names ("weight"). Undefined if the name states neither.
 */
export function unitsOfName(name: string): ReadonlySet<MixedUnit> | undefined {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2') // heightCm
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  const last = words.length > 1 ? words.at(-1) : undefined // a column "c" or "s" states nothing
  for (const { units } of QUANTITIES)
    for (const [unit, symbols] of Object.entries(units) as [MixedUnit, readonly string[]][])
      if (last !== undefined && (last === unit || last === `${unit}s` || symbols.includes(last)))
        return new Set([unit, ...FRACTIONS])
  const quantity = QUANTITIES.find(({ words: of }) => of.some((word) => words.includes(word)))
  return quantity && new Set([...(Object.keys(quantity.units) as MixedUnit[]), ...FRACTIONS])
}
