/** @file UseIn: which project uses an imported dataset: a new one with a network for it, the open one if it fits, or none yet. */
import { importText } from '../../../../messages/en/data/import'
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

const text = importText.use

export type Use = NonNullable<Bring['project']>

/** The requested project if it is still possible; a lesson that hides new projects stays in its own. */
export function useUse(asked: Use | undefined, look: Look | undefined, read: ReadOptions): Use {
  const bound = useHides('project.forSet')
  const fits = useSelect((state) => look !== undefined && fitsOpen(state, look, read))
  if (asked === 'none') return 'none'
  if (bound) return 'open'
  return asked === 'open' && fits ? 'open' : 'new'
}

interface UseInProps {
  readonly look: Look
  /** The corrections. */
  readonly asked: ReadOptions
  /** The title of the missing dataset of the open project, if the files may be its files. */
  readonly back: string | undefined
  readonly value: Use | 'back'
  readonly onChange: (use: Use | 'back') => void
}

/** The choice. */
export function UseIn({ look, asked, back, value, onChange }: UseInProps) {
  const bound = useHides('project.forSet')
  const name = useSelect(({ project }) => project.name)
  const fits = useSelect((state) => fitsOpen(state, look, asked))
  const asNew = { value: 'new', title: text.newProject } as const
  const open = { value: 'open', title: text.openProject({ project: name }) } as const
  const none = { value: 'none', title: text.none } as const
  const returned =
    back === undefined ? [] : [{ value: 'back', title: text.restore({ dataset: back, project: name }) } as const]
  return (
    <Select
      label={text.label}
      layout="stack"
      value={value}
      options={[...returned, ...(bound ? [] : [asNew]), ...(bound || fits ? [open] : []), none]}
      {...(bound || value === 'back' ? {} : { help: (fits ? text.fits : text.misfit)({ project: name }) })}
      onChange={onChange}
    />
  )
}

/** Whether the network of the open project passes the check with the columns of the preview. */
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
