/**
 * @file ProjectChoice: lets the user choose which project uses an imported dataset: a new project with a matching
 * network, the open project if it fits, or none for now.
 */
import { importText } from '../../../../messages/en/data/import'
import { planForData } from '../../../../studio/data/data-session'
import { checkNetwork } from '../../../../compile/check-network'
import { customDataset, datasetOf } from '../../../../compile/dataset-of-project'
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { ImportRequest } from '../../../../studio/data/import-dataset'
import type { ImportPreview, ReadOptions } from '../../../../protocol/ingest-messages'
import type { AppState } from '../../../../studio/state'
import { Select } from '../../../kit/select'
import { useIsHidden } from '../../../shell/unless-hidden'
import { useSelect } from '../../../studio-context'

const text = importText.use

export type ProjectUse = NonNullable<ImportRequest['project']>

/** The requested use, if it is still possible. A lesson that hides new projects always uses the open project. */
export function useProjectUse(
  requested: ProjectUse | undefined,
  preview: ImportPreview | undefined,
  read: ReadOptions,
): ProjectUse {
  const bound = useIsHidden('project.forSet')
  const fits = useSelect((state) => preview !== undefined && fitsOpen(state, preview, read))
  if (requested === 'none') return 'none'
  if (bound) return 'open'
  return requested === 'open' && fits ? 'open' : 'new'
}

interface ProjectChoiceProps {
  readonly preview: ImportPreview
  /** Corrections made by the user. */
  readonly options: ReadOptions
  /** The title of the open project's missing dataset, if the files may belong to it. */
  readonly restorable: string | undefined
  readonly value: ProjectUse | 'back'
  readonly onChange: (use: ProjectUse | 'back') => void
}

/** Lets the user choose which project uses the dataset. */
export function ProjectChoice({ preview, options, restorable, value, onChange }: ProjectChoiceProps) {
  const bound = useIsHidden('project.forSet')
  const name = useSelect(({ project }) => project.name)
  const fits = useSelect((state) => fitsOpen(state, preview, options))
  const asNew = { value: 'new', title: text.newProject } as const
  const open = { value: 'open', title: text.openProject({ project: name }) } as const
  const none = { value: 'none', title: text.none } as const
  const returned =
    restorable === undefined
      ? []
      : [{ value: 'back', title: text.restore({ dataset: restorable, project: name }) } as const]
  return (
    <Select
      label={text.label}
      layout="stack"
      value={value}
      options={[...returned, ...(bound ? [] : [asNew]), ...(bound || fits ? [open] : []), none]}
      {...(bound || value === 'back' || preview.stops !== undefined
        ? {}
        : { help: (fits ? text.fits : text.misfit)({ project: name }) })}
      onChange={onChange}
    />
  )
}

/**
 * Whether the network of the open project passes the check with the columns of the preview, and can output every value
 * of the target: a sigmoid for two classes does not fit numbers, although it has one unit as well.
 */
export function fitsOpen(
  { project }: Pick<AppState, 'project'>,
  { columns, options, stops }: Pick<ImportPreview, 'columns' | 'options' | 'stops'>,
  requested: ReadOptions,
): boolean {
  if (stops) return false
  const target = requested.target ?? options.target
  const kept = columns.filter(({ name }) => requested.columns?.[name]?.leaveOut !== true).map(({ schema }) => schema)
  const predicted = kept.find(({ name }) => name === target) ?? kept.at(-1)
  if (!predicted) return false
  const schema: DatasetSchema = {
    ...{ id: '', title: '', kind: kindOf(kept), columns: kept, rows: 1, testRows: 0, ignore: [] },
    target: predicted.name,
  }
  const plan = planForData(datasetOf(project.data), customDataset(schema), project.plan)
  const { checked, diagnostics } = checkNetwork(project.drawing, schema, plan)
  return checked !== undefined && diagnostics.every(({ problem }) => problem.code !== 'activation-misfit')
}

function kindOf(columns: DatasetSchema['columns']): DatasetSchema['kind'] {
  return columns.some(({ type }) => type === 'image') ? 'images' : 'table'
}
