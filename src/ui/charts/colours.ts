/** @file Colors: of classes, and as numbers for canvases. */

export type Rgb = readonly [number, number, number]

/** One token per class; after three of their own, those of the families. Classes differ by marker shape too. */
const CLASS_TOKENS = ['class-0', 'class-1', 'class-2', 'combines', 'regularises', 'reshapes'] as const

/** The token of the color of a class. */
export function classToken(index: number): string {
  return CLASS_TOKENS[index % CLASS_TOKENS.length] as string
}

/** #8fb8ff or #fff as three bytes; black for anything else. */
export function hexRgb(hex: string): Rgb {
  const digits = hex.replace('#', '')
  const full = digits.length === 3 ? [...digits].map((d) => d + d).join('') : digits
  const value = Number.parseInt(full, 16)
  return full.length !== 6 || Number.isNaN(value) ? [0, 0, 0] : [value >> 16, (value >> 8) & 255, value & 255]
}

/** The colors of the classes, weighted by their probabilities. */
export function blend(colours: readonly Rgb[], weights: readonly number[]): Rgb {
  const mixed: [number, number, number] = [0, 0, 0]
  for (const [i, colour] of colours.entries()) {
    for (let c = 0; c < 3; c++) mixed[c] = (mixed[c] as number) + (colour[c] as number) * (weights[i] ?? 0)
  }
  return mixed
}
