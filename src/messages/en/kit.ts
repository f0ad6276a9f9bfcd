/** @file UI text for the UI kit: dialogs and number fields. */
import { defineText } from '../define'
import { count, number } from '../format'

/** Formats a limit of a range in the form that a number field shows. */
const bound = (n: number) => (Number.isInteger(n) ? count(n) : number(n, Math.abs(n) < 1e-3 ? 1 : 6))

export const kitText = defineText('kit', {
  close: 'Close',
  number: {
    drag: 'Drag to change',
    needsWhole: 'Enter a whole number.',
    needsNumber: 'Enter a number.',
    ambiguous: (a: { typed: string; first: string; second: string }) =>
      `${a.typed} can be read in two ways. Write ${a.first} or ${a.second}.`,
    kept: (a: { problem: string; value: string }) => `${a.problem} The value is still ${a.value}.`,
    /** The valid range, shown below the focused field. */
    range: {
      any: 'Any number',
      from: (a: { min: number }) => `${bound(a.min)} or more`,
      to: (a: { max: number }) => `${bound(a.max)} or less`,
      between: (a: { min: number; max: number }) => `${bound(a.min)} to ${bound(a.max)}`,
    },
    outside: {
      from: (a: { min: number }) => `Enter ${bound(a.min)} or more.`,
      to: (a: { max: number }) => `Enter ${bound(a.max)} or less.`,
      between: (a: { min: number; max: number }) => `Enter a number from ${bound(a.min)} to ${bound(a.max)}.`,
    },
  },
})
