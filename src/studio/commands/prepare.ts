/**
 * @file Command `data.prepare` sets the preparation steps of a column and shows a notice with an undo button;
 * `data.input` adds a column as an input.
 */
import { commandNoticesText as text } from '../../messages/en/commands/notices'
import { moreCommandsText } from '../../messages/en/commands/more'
import '../../messages/en/runs'
import { refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import type { PrepareStep } from '../../catalog/training-plan'
import { defineCommand } from '../command'
import { schemaOf } from '../network-canvas-subject'

interface PrepareArgs {
  readonly column: string
  /** The preparation steps; null restores the defaults. */
  readonly steps: readonly PrepareStep[] | null
}

export const prepareColumn = defineCommand({
  id: 'data.prepare',
  title: moreCommandsText['data.prepare'],
  args: { column: 'string', steps: '[{kind, ...params}], or null for the default steps' },
  async run(studio, { column, steps = null }: PrepareArgs) {
    const { store } = studio
    const schema = schemaOf(store.getState()) ?? refuse('no-data', {})
    if (columnIndex(schema, column) < 0) {
      return refuse('data-lacks-column', { dataset: schema.title, column: String(column) })
    }
    const { prepare = {} } = store.getState().project.plan
    const before = Object.hasOwn(prepare, column) ? prepare[column] : null
    if (JSON.stringify(before) === JSON.stringify(steps)) return
    await studio.run('plan.set', { prepare: { [column]: steps } })
    await studio.run('notice.show', {
      tone: 'info',
      text: steps ? text.prepared({ column }) : text.preparedByDefault({ column }),
      action: { title: text.undo, command: 'data.prepare', args: { column, steps: before } },
    })
  },
})

export const readColumn = defineCommand({
  id: 'data.input',
  title: moreCommandsText['data.input'],
  args: { column: 'string' },
  async run(studio, { column }: { readonly column: string }) {
    const into = await (await import('../add-column-input')).columnIn(studio, column)
    await studio.run('notice.show', {
      tone: 'info',
      text: (into.made ? text.newInput : text.joinedInput)({ column, input: into.input }),
      action: { title: text.showNetwork, command: 'room.open', args: { room: 'build' } },
    })
    return into
  },
})
