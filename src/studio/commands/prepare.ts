/**
 * @file Command `data.prepare` sets the preparation steps of a column and shows a notice with an undo button;
 * `data.input` adds a column as an input.
 */
import { moreCommandsText } from '../../messages/en/commands/more'
import { commandNoticesText as text } from '../../messages/en/commands/notices'
import { callOf } from '../run-command'
import '../../messages/en/runs'
import { columnIndex } from '../../catalog/dataset-schema'
import type { PrepareStep } from '../../catalog/training-plan'
import { refuse } from '../../messages/message'
import { checkedLater, nullable, optional } from '../arguments'
import { commandsWith } from '../command'
import { schemaOf } from '../data/data-session'
import type { ColumnIn } from '../network/add-column-input'
import { COLUMN } from './common-arguments'

const defineCommand = commandsWith(moreCommandsText)

export const prepareColumn = defineCommand({
  id: 'data.prepare',
  args: { column: COLUMN, steps: optional(nullable(checkedLater<readonly PrepareStep[]>('step[]'))) },
  async run(studio, { column, steps = null }): Promise<void> {
    const { store } = studio
    const schema = schemaOf(store.getState()) ?? refuse('no-data', {})
    if (columnIndex(schema, column) < 0) {
      return refuse('data-lacks-column', { dataset: schema.title, column })
    }
    const { prepare = {} } = store.getState().project.plan
    const before = Object.hasOwn(prepare, column) ? prepare[column] : null
    if (JSON.stringify(before) === JSON.stringify(steps)) return
    await studio.run('plan.set', { prepare: { [column]: steps } })
    await studio.run('notice.show', {
      tone: 'info',
      text: steps ? text.prepared({ column }) : text.preparedByDefault({ column }),
      action: { title: text.undo, ...callOf('data.prepare', { column, steps: before }) },
    })
  },
})

export const readColumn = defineCommand({
  id: 'data.input',
  args: { column: COLUMN },
  run: async (studio, { column }): Promise<ColumnIn> =>
    (await import('../network/add-column-input')).addColumnInput(studio, column),
})
