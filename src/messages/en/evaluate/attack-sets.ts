/** @file Text about attack sets: saved examples that fooled a network. Messages are with those of attacks. */
import { defineText } from '../../define'
import { counted, number, percent } from '../../format'

const METHODS: Readonly<Record<string, string>> = { fgsm: 'FGSM', pgd: 'PGD', patch: 'Patch', onePixel: 'One pixel' }

interface Attack {
  readonly method: string
  readonly epsilon: number
}

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

const strength = ({ method, epsilon }: Attack) =>
  `${METHODS[method] ?? method}${method === 'onePixel' ? '' : `, ${number(epsilon)}`}`

export const attackSetText = defineText('evaluate/attack-sets', {
  card: (a: Attack & { attacked: string; examples: number }) =>
    `${counted(a.examples, 'example')} that fooled ${a.attacked} (${strength(a)}), with the values before the attack.`,
  title: 'Attack sets',
  about: 'Examples that fooled a network before. Does this network resist them?',
  name: 'Name of the attack set',
  suggested: (a: Attack & { nth: number }) => `${strength(a)}${a.nth > 1 ? ` (${a.nth})` : ''}`,
  save: 'Save fooled examples',
  saving: 'Saving the fooled examples…',
  saved: (a: { name: string; n: number; lost: number }) =>
    `"${a.name}" has ${counted(a.n, 'example')}.${a.lost > 0 ? ` ${counted(a.lost, 'example')} no longer fooled the network after rounding to whole pixel values, and ${a.lost === 1 ? 'was' : 'were'} left out.` : ''}`,
  none: 'No attack sets yet. Attack the network above, then save the fooled examples: they become a test for later networks.',
  ask: 'Evaluate on the attack sets',
  computing: 'Predicting the attack sets…',
  waiting: 'The attack sets are evaluated after the run.',
  set: 'Attack set',
  attack: 'Attack',
  strength,
  examples: 'Examples',
  attacked: 'Fooled network',
  accuracy: 'Accuracy here',
  clean: 'Without attack',
  estimate: (a: Estimate) => `${percent(a.value)} (${percent(a.low)} to ${percent(a.high)})`,
  percent: (a: { value: number }) => percent(a.value),
  own: 'A set has only examples that fooled the network it was made with, so that network scores 0% on it.',
  trainedOn: (a: { examples: number }) =>
    `This network was trained on ${counted(a.examples, 'of these examples', 'of these examples')}, before the attack.`,
  undo: 'Undo',
  elsewhere: 'These examples are from another version of the data, so they cannot be opened here.',
  show: (a: { name: string }) => `Show the examples of ${a.name}`,
  fooled: (a: { examples: number }) => `Fooled (${a.examples})`,
  resisted: (a: { examples: number }) => `Resisted (${a.examples})`,
  remove: (a: { name: string }) => `Delete ${a.name}`,
})
