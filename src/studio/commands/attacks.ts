/** @file Commands that attack a network, and keep the examples that fooled it as attack sets. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { integer, number, oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { OUTPUT, SOURCE, SPLIT, sourceOf } from './evaluate-arguments'

const defineCommand = commandsWith(moreCommandsText)

const ATTACK = { method: oneOf('fgsm', 'pgd', 'patch', 'onePixel'), epsilon: optional(number()) }

/** Changes examples of a set so that they are predicted wrong. */
export const explainAttack = defineCommand({
  id: 'explain.attack',
  args: {
    ...ATTACK,
    split: optional(SPLIT),
    ...SOURCE,
    output: OUTPUT,
    most: optional(integer()),
    seed: optional(integer()),
  },
  async run(studio, { method, epsilon = 0.1, split = 'validation', output, most = 200, seed = 0, ...source }) {
    const [{ attack }, { noteResult }] = await Promise.all([
      import('../evaluation/attack'),
      import('../lessons/evaluation-results'),
    ])
    const found = await attack(studio, sourceOf(source), { method, epsilon, split, output, most, seed })
    noteResult(studio, 'attack', {
      ...{ method, epsilon, accuracy: found.accuracy.value, before: found.before.value, fooled: found.rows.length },
    })
    return found
  },
})

/** Shows training examples as adversarial training with this plan would change them for the weights in use. */
export const adversarialPreview = defineCommand({
  id: 'plan.adversarialPreview',
  args: { most: optional(integer()), seed: optional(integer()) },
  async run(studio, { most = 6, seed = 0 }) {
    const { previewAttack } = await import('../evaluation/adversarial-preview')
    return previewAttack(studio, { most, seed })
  },
})

const attackSets = () => import('../evaluation/attack-sets')

/** Attacks a set, and saves the fooled examples under a name. */
export const attackSetSave = defineCommand({
  id: 'attackSet.save',
  args: {
    ...{ name: text(), ...ATTACK, split: optional(SPLIT), ...SOURCE, output: OUTPUT },
    ...{ most: optional(integer()), seed: optional(integer()) },
  },
  async run(studio, { name, method, epsilon = 0.1, split = 'validation', output, most = 200, seed = 0, ...source }) {
    const args = { name, method, epsilon, split, output, most, seed }
    return (await attackSets()).saveAttackSet(studio, sourceOf(source), args)
  },
})

export const attackSetList = defineCommand({
  id: 'attackSet.list',
  args: {},
  run: async (studio) => (await attackSets()).listAttackSets(studio),
})

export const attackSetEvaluate = defineCommand({
  id: 'attackSet.evaluate',
  args: { name: text(), ...SOURCE, output: OUTPUT },
  run: async (studio, { name, output, ...source }) =>
    (await attackSets()).evaluateAttackSet(studio, sourceOf(source), { name, output }),
})

export const attackSetRemove = defineCommand({
  id: 'attackSet.remove',
  args: { name: text() },
  run: async (studio, { name }) => (await attackSets()).removeAttackSet(studio, name),
})

export const attackSetRestore = defineCommand({
  id: 'attackSet.restore',
  args: {},
  run: async (studio) => (await attackSets()).restoreAttackSet(studio),
})
