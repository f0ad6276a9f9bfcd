/** @file Commands for slices and for sealing the test rows. Their implementation is loaded lazily. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { flag, nullable, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { countTestSetView } from '../data/test-set-views'
import { CONDITION, ROWS } from './common-arguments'

const defineCommand = commandsWith(moreCommandsText)

const session = () => import('../data/slices')

export const keepSlice = defineCommand({
  id: 'data.slice',
  args: { name: text(), where: nullable(CONDITION) },
  async run(studio, { name, where }): Promise<{ readonly rows?: number }> {
    const slices = await session()
    if (where !== null) return slices.keepSlice(studio, name, where)
    await slices.removeSlice(studio, name)
    return {}
  },
})

/** Finds the rows that meet a condition, for scripts and for filters that use predictions. */
export const findRows = defineCommand({
  id: 'data.find',
  args: { where: CONDITION },
  async run(studio, { where }) {
    const mask = await (await session()).rowsMeeting(studio, where)
    const { rowsOfMask } = await import('../../data/evaluate-condition')
    return [...rowsOfMask(mask)]
  },
})

/** Leaves rows of the dataset in use out of training, or with `back` trains on them again; an edit that can be undone. */
export const leaveOutRows = defineCommand({
  id: 'data.leaveOut',
  args: { rows: optional(ROWS), where: optional(CONDITION), back: optional(flag()) },
  async run(studio, { rows, where, back = false }) {
    const { dataset } = await studio.data.ready()
    const [{ rangesOf }, { rowsOfMask }] = await Promise.all([
      import('../../data/edit-steps/row-steps'),
      import('../../data/evaluate-condition'),
    ])
    const named = rows ?? (where === undefined ? [] : rowsOfMask(await (await session()).rowsMeeting(studio, where)))
    const chosen = [...new Set(named)].sort((a, b) => a - b)
    const wrong = chosen.find((row) => row < 0 || row >= dataset.schema.rows)
    if (wrong !== undefined || chosen.length === 0) {
      await import('../../messages/en/dataset-edits')
      return refuse('leave-out-rows', { row: wrong, rows: dataset.schema.rows })
    }
    await studio.run('dataset.edit', { step: { kind: 'leaveOut', rows: rangesOf(chosen), ...(back ? { back } : {}) } })
    const { split } = await studio.data.ready()
    return { rows: chosen.length, leftOut: split.leftOut?.length ?? 0, train: split.train.length }
  },
})

export const scoreSlices = defineCommand({
  id: 'data.scoreSlices',
  args: {},
  async run(studio) {
    const { evaluatedData } = await import('../models/evaluated-split')
    const ready = await evaluatedData(studio.store.getState(), studio.data)
    const { metrics } = studio.store.getState()
    if (!metrics || metrics.data !== ready.key) return
    const scored = await (await session()).withSlices(studio, metrics, ready)
    // Keep newer metrics that arrived in the meantime.
    studio.store.setState((now) => (now.metrics === metrics ? { metrics: scored } : {}))
  },
})

export const openSeal = defineCommand({
  id: 'data.openSeal',
  args: {},
  async run(studio) {
    const ready = await studio.data.ready()
    if (ready.split.test.length === 0) {
      await import('../../messages/en/slices')
      return refuse('no-test-rows', {})
    }
    return { looks: await countTestSetView(studio, ready) }
  },
})
