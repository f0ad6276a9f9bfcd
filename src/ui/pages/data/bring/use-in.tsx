/** @file UseIn: which project uses a set once it is imported: a new one with a network drawn for it, the open one where that fits, or none yet. */
import { planForData } from '../../../../studio/data-session'
import { checkNetwork } from '../../../../compile/check-network'
import { ownSet, setOf } from '../../../../compile/picked'
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Bring } from '../../../../studio/bring'
import type { Look, ReadOptions } from '../../../../protocol/ingest-messages'
import type { AppState } from '../../../../studio/state'
import { Select } from '../../../kit/select'
import { useHides } from '../../../shell/lesson-shown'
import { useSelect } from '../../../studio-context'

export type Use = NonNullable<Bring['project']>

/** The project asked for, where it can still be had; a lesson that hides new projects stays in its own. */
export function useUse(asked: Use | undefined, look: Look | undefined, read: ReadOptions): Use {
  const bound = useHides('project.forSet')
  const fits = useSelect((state) => look !== undefined && fitsOpen(state, look, read))
  if (asked === 'none') return 'none'
  if (bound) return 'open'
  return asked === 'open' && fits ? 'open' : 'new'
}

interface UseInProps {
  readonly look: Look
  /** What was corrected. */
  readonly asked: ReadOptions
  /** The set that the open project lacks, where the files may be its. */
  readonly back: string | undefined
  readonly value: Use | 'back'
  readonly onChange: (use: Use | 'back') => void
}

/** The choice. */
export function UseIn({ look, asked, back, value, onChange }: UseInProps) {
  const bound = useHides('project.forSet')
  const name = useSelect(({ project }) => project.name)
  const fits = useSelect((state) => fitsOpen(state, look, asked))
  const asNew = { value: 'new', title: 'A new project, with a network drawn for it' } as const
  const open = { value: 'open', title: `The open project, “${name}”` } as const
  const none = { value: 'none', title: 'No project yet' } as const
  const returned =
    back === undefined ? [] : [{ value: 'back', title: `Bring back “${back}”, which “${name}” lacks` } as const]
  const misfit = `The drawing of “${name}” does not fit it; that project stays as it is.`
  return (
    <Select
      label="Use it in"
      layout="stack"
      value={value}
      options={[...returned, ...(bound ? [] : [asNew]), ...(bound || fits ? [open] : []), none]}
      {...(bound || value === 'back' ? {} : { help: fits ? `The drawing of “${name}” fits it, too.` : misfit })}
      onChange={onChange}
    />
  )
}

/** Whether the open drawing passes the check on what the look found. */
function fitsOpen({ project }: AppState, { columns, options }: Look, asked: ReadOptions): boolean {
  const target = asked.target ?? options.target
  const kept = columns.filter(({ name }) => asked.columns?.[name]?.leaveOut !== true).map(({ schema }) => schema)
  const predicted = kept.find(({ name }) => name === target) ?? kept.at(-1)
  if (!predicted) return false
  const schema: DatasetSchema = {
    ...{ id: '', title: '', kind: kindOf(kept), columns: kept, rows: 1, testRows: 0, ignore: [] },
    target: predicted.name,
  }
  const plan = planForData(setOf(project.data), ownSet(schema), project.plan)
  return checkNetwork(project.drawing, schema, plan).checked !== undefined
}

function kindOf(columns: DatasetSchema['columns']): DatasetSchema['kind'] {
  return columns.some(({ type }) => type === 'image') ? 'images' : 'table'
}
