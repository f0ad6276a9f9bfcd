/** @file Commands that evaluate predictions: reports, tables of predictions, and comparisons of two sets of weights. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import type { OutputDecision } from '../../storage/records'
import { flag, integer, list, nullable, number, objectWith, oneOf, optional, shape, text } from '../arguments'
import { commandsWith } from '../command'
import { COLUMN, CONDITION, NODE, ROW, ROWS } from './common-arguments'
import { COMPARED, evaluation, OUTPUT, RUN, SOURCE, SPLIT, sourceOf } from './evaluate-arguments'

const defineCommand = commandsWith(moreCommandsText)

export const evaluateReport = defineCommand({
  id: 'evaluate.report',
  args: {
    split: optional(SPLIT),
    ...SOURCE,
    output: OUTPUT,
    costs: optional(
      shape({ positive: text('class'), miss: number(), falseAlarm: number(), prevalence: optional(number()) }),
    ),
  },
  async run(studio, { split, output, costs, ...source }) {
    const [{ predictSet }, { reportOf }] = await evaluation()
    return reportOf(await predictSet(studio, sourceOf(source), split), output, costs)
  },
})

export const evaluatePredictions = defineCommand({
  id: 'evaluate.predictions',
  args: {
    ...{ split: optional(SPLIT), ...SOURCE, output: OUTPUT, format: optional(oneOf('csv', 'parquet')) },
    decided: optional(flag()),
  },
  async run(studio, { split, output, format, decided: isDecided = true, ...source }) {
    const [{ ofNetworkAlone, predictSet }] = await evaluation()
    const { predictionsOf, predictionTable } = await import('../evaluation/prediction-table')
    const predictions = await predictSet(studio, sourceOf(source), split)
    const alone = ofNetworkAlone(predictions)
    if (format === undefined) return predictionsOf(isDecided ? predictions : alone, output)
    const { exportSet } = await import('../../storage/export-dataset')
    return exportSet(await predictionTable(alone, predictions, output), format)
  },
})

export const evaluateCompare = defineCommand({
  id: 'evaluate.compare',
  args: { a: COMPARED, b: COMPARED, split: optional(SPLIT), attackSet: optional(text('attack set')), output: OUTPUT },
  async run(studio, { a, b, ...rest }) {
    const { compareSources } = await import('../evaluation/compare')
    const { noteResult } = await import('../lessons/evaluation-results')
    const found = await compareSources(studio, { a: sourceOf(a), b: sourceOf(b), ...rest })
    const { difference, low, high, p } = found
    noteResult(studio, 'comparison', { difference, low, high, p })
    return found
  },
})

/** Finds rows that are probably labeled wrong. */
export const evaluateLabelErrors = defineCommand({
  id: 'evaluate.labelErrors',
  args: { split: optional(SPLIT), ...SOURCE, output: OUTPUT, most: optional(integer()) },
  async run(studio, { split, output, most, ...source }) {
    const [{ predictSet }, { labelErrorsOf }] = await failures()
    return labelErrorsOf(await predictSet(studio, sourceOf(source), split), output, most)
  },
})

export const evaluateConformal = defineCommand({
  id: 'evaluate.conformal',
  args: { coverage: optional(number()), split: optional(SPLIT), ...SOURCE, output: OUTPUT },
  async run(studio, { coverage = 0.9, split = 'validation', output, ...source }) {
    const { conformalReport } = await import('../evaluation/certainty')
    return conformalReport(studio, sourceOf(source), { coverage, split, output })
  },
})

export const evaluateDropout = defineCommand({
  id: 'evaluate.dropout',
  args: {
    passes: optional(integer()),
    split: optional(SPLIT),
    ...SOURCE,
    output: OUTPUT,
    seed: optional(integer()),
  },
  async run(studio, { passes = 20, split = 'validation', output, seed = 0, ...source }) {
    const { dropoutReport } = await import('../evaluation/certainty')
    return dropoutReport(studio, sourceOf(source), { passes, split, output, seed })
  },
})

/** Predicts a set with several runs or models, and compares their mean with each. */
export const evaluateEnsemble = defineCommand({
  id: 'evaluate.ensemble',
  args: { members: list(COMPARED), split: optional(SPLIT), output: OUTPUT, most: optional(integer()) },
  async run(studio, { members, split = 'validation', output, most = 24 }) {
    const { ensembleReport } = await import('../evaluation/ensemble')
    return ensembleReport(studio, members.map(sourceOf), { split, output, most })
  },
})

export const evaluateRobustness = defineCommand({
  id: 'evaluate.robustness',
  args: {
    kind: optional(text('corruption')),
    strengths: optional(list(integer())),
    split: optional(SPLIT),
    ...SOURCE,
    output: OUTPUT,
    most: optional(integer()),
    seed: optional(integer()),
  },
  async run(studio, { kind, strengths, split = 'validation', output, most = 500, seed = 0, ...source }) {
    const { robustnessReport } = await import('../evaluation/robustness')
    return robustnessReport(studio, sourceOf(source), { kind, strengths, split, output, most, seed })
  },
})

/** Finds slices with more errors than the rest. */
export const evaluateSlices = defineCommand({
  id: 'evaluate.slices',
  args: { split: optional(SPLIT), ...SOURCE, output: OUTPUT, most: optional(integer()) },
  async run(studio, { split, output, most, ...source }) {
    const [{ predictSet }, { weakSlicesOf }] = await failures()
    return weakSlicesOf(await predictSet(studio, sourceOf(source), split), output, most)
  },
})

/** Divides a set by the conditions that explain its errors best. */
export const evaluateErrorTree = defineCommand({
  id: 'evaluate.errorTree',
  args: { split: optional(SPLIT), ...SOURCE, output: OUTPUT, depth: optional(integer()) },
  async run(studio, { split, output, depth, ...source }) {
    const [{ predictSet }, { errorTreeOf }] = await failures()
    return errorTreeOf(await predictSet(studio, sourceOf(source), split), output, depth)
  },
})

/** Maps the rows of a set by their values in a layer. */
export const evaluateEmbedding = defineCommand({
  id: 'evaluate.embedding',
  args: {
    layer: optional(NODE),
    split: optional(SPLIT),
    method: optional(oneOf('pca', 'umap')),
    seed: optional(integer()),
  },
  async run(studio, { layer, split, method = 'pca', seed = 0 }) {
    return (await import('../evaluation/embedding')).embeddingOf(studio, { layer, split, method, seed })
  },
})

/** Finds the rows with the most similar values in a layer. */
export const evaluateNeighbors = defineCommand({
  id: 'evaluate.neighbors',
  args: {
    row: ROW,
    layer: optional(NODE),
    split: optional(SPLIT),
    most: optional(integer()),
    metric: optional(oneOf('cosine', 'euclidean')),
  },
  async run(studio, { row, layer, split, most = 8, metric = 'cosine' }) {
    return (await import('../evaluation/embedding')).neighborsOf(studio, { row, layer, split, most, metric })
  },
})

/** Sets, or with null removes, the threshold that models saved from these weights decide by. */
export const evaluateDecide = defineCommand({
  id: 'evaluate.decide',
  args: {
    output: OUTPUT,
    positive: optional(text('class')),
    threshold: nullable(number()),
    costs: optional(shape({ miss: number(), falseAlarm: number(), prevalence: optional(number()) })),
  },
  async run(studio, { output, positive, threshold, costs }) {
    const { checkedDecision, classesOutput, decisionOf, keepDecision, withoutThreshold } = await import(
      '../evaluation/decisions'
    )
    const found = classesOutput(studio, output)
    const label = positive ?? found.labels[found.labels.length === 2 ? 1 : 0] ?? ''
    await keepDecision(studio, found.label, {
      ...withoutThreshold(decisionOf(studio, found.label)),
      ...(threshold === null ? {} : checkedDecision(found, label, threshold, costs)),
    })
  },
})

/** Sets all of what an output is decided by, as the record of its run has it: this undoes a change of a part. */
export const setDecision = defineCommand({
  id: 'evaluate.decision',
  args: { output: OUTPUT, decision: objectWith<OutputDecision>('decision') },
  async run(studio, { output, decision }) {
    const { classesOutput, keepDecision, withDecision } = await import('../evaluation/decisions')
    const { label } = classesOutput(studio, output)
    const pipeline = withDecision(studio, label, decision)
    const { pipelineShape } = await import('../../storage/model-artifact/format')
    if (!pipelineShape.safeParse(pipeline).success) return refuse('decide-unreadable', {})
    await keepDecision(studio, label, decision)
  },
})

/** Fits a calibration to a set; `none` removes it. A threshold for other probabilities is removed as well. */
export const calibrateFit = defineCommand({
  id: 'calibrate.fit',
  args: { method: oneOf('temperature', 'platt', 'isotonic', 'none'), split: optional(SPLIT), output: OUTPUT },
  run: async (studio, args) => (await import('../evaluation/decisions')).calibrate(studio, args),
})

/** What a prediction depends on, by gradients. */
const MAPS = ['gradient', 'smoothGrad', 'gradientInput', 'integratedGradients', 'gradCam', 'lrp'] as const

/**
 * Explains the prediction for a row of the dataset or, without `row`, for what the input nodes show; the seed decides
 * what stands for missing columns.
 */
export const explainRowCommand = defineCommand({
  id: 'explain.row',
  args: {
    row: optional(ROW),
    method: oneOf(...MAPS, 'shapley', 'occlusion', 'counterfactual'),
    class: optional(text('class')),
    layer: optional(NODE),
    locked: optional(list(COLUMN)),
    checks: optional(flag()),
    ...SOURCE,
    output: OUTPUT,
    seed: optional(integer()),
  },
  async run(studio, { row, method, class: label, layer, locked, checks, output, seed = 0, ...source }) {
    const [{ encodeExample, explained, withPredictedClass }, { explainRow }, { decidedForRow }] = await Promise.all([
      import('../evaluation/explain'),
      import('../evaluation/explain-row'),
      import('../evaluation/decisions'),
    ])
    const { countLook, ofNetworkAlone, weightsOf } = await import('../evaluation/predictions')
    const { noteResult, strongest } = await import('../lessons/evaluation-results')
    const found = await weightsOf(studio, sourceOf(source), true)
    const { split, dataset } = found.ready
    const { rows } = dataset.schema
    if (row !== undefined && (row < 0 || row >= rows)) return refuse('explain-no-row', { row, rows })
    if (row !== undefined && split.test.includes(row)) await countLook(studio, sourceOf(source), 'test', found.ready)
    if (method === 'counterfactual') {
      const { counterfactualOf } = await import('../evaluation/counterfactual')
      const nearest = await counterfactualOf(explained(found, output), row ?? refuse('explain-no-example', {}), {
        ...{ wanted: label, locked, seed },
      })
      noteResult(studio, 'counterfactual', { changes: nearest.changes.length, reached: nearest.reached })
      return nearest
    }
    const weights = row === undefined ? found : decidedForRow(found, row)
    const inputs = await encodeExample(studio, weights, row)
    const what = await withPredictedClass(explained(weights, output, label), inputs)
    // Gradients are those of the network itself; what is computed from predictions has the calibration of saved models.
    const isGradient = method !== 'shapley' && method !== 'occlusion'
    const used = isGradient ? { ...what, ...explained(ofNetworkAlone(weights), output) } : what
    const explanation = await explainRow(used, inputs, { method, seed, layer, checks })
    const { columns = [], score, values } = explanation
    noteResult(studio, 'explanation', { method, score, strongest: strongest(columns, values) })
    return explanation
  },
})

export const explainGlobal = defineCommand({
  id: 'explain.global',
  args: {
    method: oneOf('permutation', 'pdp', 'ice', 'ale'),
    column: optional(COLUMN),
    class: optional(text('class')),
    split: optional(SPLIT),
    ...SOURCE,
    output: OUTPUT,
    seed: optional(integer()),
  },
  async run(studio, { method, column, class: label, split = 'validation', output, seed = 0, ...source }) {
    const [{ effectOf, explained, permutationImportance }, { countLook, weightsOf }] = await Promise.all([
      import('../evaluation/explain'),
      import('../evaluation/predictions'),
    ])
    const weights = await weightsOf(studio, sourceOf(source))
    const rows = weights.ready.split[split]
    if (rows.length === 0) return refuse('no-rows', { split })
    await countLook(studio, sourceOf(source), split, weights.ready)
    const what = explained(weights, output, label)
    if (method !== 'permutation') return effectOf(what, method, column ?? '', rows, seed)
    const { noteResult, strongest } = await import('../lessons/evaluation-results')
    const found = await permutationImportance(what, rows, seed)
    const shares = found.importance.map(({ value }) => value)
    noteResult(studio, 'importance', { first: strongest(found.columns, shares), value: Math.max(...shares) })
    return found
  },
})

/** The training rows that helped and harmed the prediction for a row most. */
export const explainInfluence = defineCommand({
  id: 'explain.influence',
  args: {
    row: ROW,
    class: optional(text('class')),
    most: optional(integer()),
    ...SOURCE,
    output: OUTPUT,
    seed: optional(integer()),
  },
  async run(studio, { row, class: label, most = 20, output, seed = 0, ...source }) {
    const { influenceOf } = await import('../evaluation/influence')
    return influenceOf(studio, sourceOf(source), { row, class: label, most, output, seed })
  },
})

/** Trains the run again without some training rows, and says what this changes. Or cancels it. */
export const explainLeaveOut = defineCommand({
  id: 'explain.leaveOut',
  args: {
    row: ROW,
    rows: optional(ROWS),
    where: optional(CONDITION),
    class: optional(text('class')),
    split: optional(SPLIT),
    run: optional(RUN),
    output: OUTPUT,
    cancel: optional(flag()),
  },
  async run(studio, { row, rows, where, class: label, split = 'validation', run, output, cancel }) {
    const { retrainWithout, stopRetraining } = await import('../evaluation/influence')
    if (!cancel) return retrainWithout(studio, { run }, { row, rows, where, class: label, split, output })
    stopRetraining(studio)
    return undefined
  },
})

function failures() {
  return Promise.all([import('../evaluation/predictions'), import('../evaluation/failures')])
}
