/** @file Commands about groups of examples: how decisions differ between them, and what makes them equal. */
import { firstClasses } from '../../compile/rules/split-and-balance'
import { fitGroupWeights, groupCells } from '../../data/group-weights'
import '../../messages/en/evaluate/curves'
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { number, oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { refuseUnbalanced } from '../training/prepare-run'
import { COLUMN } from './common-arguments'
import { evaluation, OUTPUT, SOURCE, SPLIT, sourceOf } from './evaluate-arguments'

const defineCommand = commandsWith(moreCommandsText)

export const evaluateFairness = defineCommand({
  id: 'evaluate.fairness',
  args: {
    group: COLUMN,
    positive: optional(text('class')),
    threshold: optional(number()),
    split: optional(SPLIT),
    ...SOURCE,
    output: OUTPUT,
  },
  async run(studio, { split, run, weights, model, ...args }) {
    const [[{ predictSet }], { fairnessOf }] = await Promise.all([evaluation(), import('../evaluation/fairness')])
    const { noteResult } = await import('../lessons/evaluation-results')
    const found = fairnessOf(await predictSet(studio, sourceOf({ run, weights, model }), split), args)
    const { selectionRate, tpr } = found.gaps
    noteResult(studio, 'fairness', {
      ...{ group: args.group, selectionGap: selectionRate?.value ?? 0, truePositiveGap: tpr?.value ?? 0 },
    })
    return found
  },
})

export const evaluateGroupThresholds = defineCommand({
  id: 'evaluate.groupThresholds',
  args: {
    group: COLUMN,
    positive: optional(text('class')),
    miss: optional(number()),
    falseAlarm: optional(number()),
    prevalence: optional(number()),
    split: optional(SPLIT),
    ...SOURCE,
    output: OUTPUT,
  },
  async run(studio, { split, run, weights, model, miss = 1, falseAlarm = 1, ...args }) {
    if (split === 'test') return refuse('fairness-chosen-on-test', {})
    const [[{ predictSet }], { groupThresholdsOf }] = await Promise.all([
      evaluation(),
      import('../evaluation/fairness'),
    ])
    const predictions = await predictSet(studio, sourceOf({ run, weights, model }), split)
    return groupThresholdsOf(predictions, { ...args, miss, falseAlarm })
  },
})

/** Saves a threshold for each group, which models saved from the weights in use decide by. */
export const decideByGroup = defineCommand({
  id: 'evaluate.decideByGroup',
  args: {
    group: COLUMN,
    strategy: oneOf('own', 'demographicParity', 'equalOpportunity', 'predictiveParity', 'equalAccuracy'),
    positive: optional(text('class')),
    miss: optional(number()),
    falseAlarm: optional(number()),
    prevalence: optional(number()),
    split: optional(SPLIT),
    output: OUTPUT,
  },
  async run(studio, { strategy, split, miss = 1, falseAlarm = 1, output, ...args }) {
    if (split === 'test') return refuse('fairness-chosen-on-test', {})
    const [[{ predictSet }], { decisionByGroup }, { classesOutput, decisionOf, keepDecision, withoutThreshold }] =
      await Promise.all([evaluation(), import('../evaluation/fairness'), import('../evaluation/decisions')])
    const { label } = classesOutput(studio, output)
    const predictions = await predictSet(studio, {}, split)
    const decision = decisionByGroup(predictions, strategy, { ...args, miss, falseAlarm, output: label })
    await keepDecision(studio, label, { ...withoutThreshold(decisionOf(studio, label)), ...decision })
    return decision.groups
  },
})

/** Grades a model by the true labels of generated data with a planted bias. */
export const evaluateLabelBias = defineCommand({
  id: 'evaluate.labelBias',
  args: { split: optional(SPLIT), ...SOURCE, output: OUTPUT },
  async run(studio, { split, output, ...source }) {
    const [[{ predictSet }], { labelBiasOf }] = await Promise.all([evaluation(), import('../evaluation/label-bias')])
    return labelBiasOf(studio, await predictSet(studio, sourceOf(source), split), output)
  },
})

/** The weights by which `plan.set({balance: {groups}})` makes groups and labels independent in the training rows. */
export const planGroupWeights = defineCommand({
  id: 'plan.groupWeights',
  args: { group: COLUMN },
  async run(studio, { group }) {
    const { report, project } = studio.store.getState()
    const ready = await studio.data.ready()
    const { dataset, split } = ready
    const { columns, target } = dataset.schema
    const task = firstClasses(report.binding.outputs)
    const column = task?.column ?? project.plan.target ?? target
    const named = (of: string) => columns.some(({ name, type }) => name === of && type === 'category')
    if (!named(column)) return refuse('fairness-no-classes', {})
    if (!named(group) || group === column) {
      const others = columns.filter(({ name, type }) => type === 'category' && name !== column)
      return refuse('fairness-no-column', { column: group, columns: others.map(({ name }) => name) })
    }
    refuseUnbalanced(ready, group, column)
    const weights = fitGroupWeights(dataset, group, column, split.train)
    return { column: group, target: column, cells: groupCells(dataset, weights, split.train) }
  },
})
