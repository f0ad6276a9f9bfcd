/**
 * @file UI text for what a lesson can hide: the groups of commands that a teacher can turn off, and the names of values
 * in a goal.
 */
import { defineText } from '../../define'

export const lessonRulesText = defineText('studio/lesson-rules', {
  commands: {
    layers: 'Add, replace, and delete layers',
    wires: 'Connect and disconnect layers',
    params: 'Change layer parameters',
    names: 'Rename layers',
    arrange: 'Move and arrange layers',
    notes: 'Write notes on the canvas',
    blocks: 'Group layers into blocks and open them',
    fixes: 'Apply suggested fixes',
    data: 'Choose another dataset',
    plan: 'Change training settings',
    train: 'Train',
    insight: 'Run training checks',
    code: 'View the network as code',
    cost: 'View the cost of each layer',
    compare: 'Compare networks',
    operate: 'Operate services',
    machine: 'Choose a training backend',
  },
  layersOfKind: (a: { kind: string }) => `${a.kind} layers`,
})
