/**
 * @file The form for the data: the datasets to choose from, how many examples of the dataset in use are used, and its
 * loading.
 */

import { useState } from 'react'
import type { DatasetDef } from '../../catalog/dataset-def'
import { datasetOf } from '../../compile/dataset-of-project'
import type { DataPick } from '../../compile/project'
import { planText } from '../../messages/en/build/plan'
import { planFormsText } from '../../messages/en/build/plan-forms'
import { overviewText } from '../../messages/en/data/overview'
import { formatMessage } from '../../messages/message'
import { DEFAULT_SEED } from '../../storage/load-dataset'
import { dataUseArgs } from '../../studio/data/data-session'
import { Button } from '../kit/button'
import { NumberField } from '../kit/number-field'
import { Progress } from '../kit/progress'
import { SearchField } from '../kit/text-field'
import { datasetGroups, useOwnDatasets } from '../pages/data/user-datasets'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect } from '../studio-context'
import { loadedShare } from './plan-chips'
import kit from '../kit/kit.module.css'
import styles from './plan-forms.module.css'

const text = planFormsText.data

/** The form that opens from the data chip. It closes when another dataset is chosen. */
export function DataForm({ onClose }: { readonly onClose: () => void }) {
  const pick = useSelect((state) => state.project.data)
  const run = useRunCommand()
  const own = useOwnDatasets()
  const [search, setSearch] = useState('')
  const groups = datasetGroups(own, search)
  const use = (dataset: string) => {
    if (dataset !== pick.dataset) run('data.use', { dataset })
    onClose()
  }
  return (
    <>
      <Loading />
      <DatasetAmount pick={pick} />
      <SearchField label={overviewText.list.find} value={search} onChange={setSearch} />
      {groups.length === 0 && <p className={kit.soft}>{overviewText.list.none}</p>}
      {groups.map(({ title, sets }) => (
        <section key={title} aria-label={title}>
          <h3 className={`${kit.caption} ${styles.kind}`}>{title}</h3>
          <ul className={kit.below}>
            {sets.map((def) => (
              <DatasetChoice key={def.schema.id} def={def} isChosen={def.schema.id === pick.dataset} onUse={use} />
            ))}
          </ul>
        </section>
      ))}
      <Button size="small" tone="quiet" icon="data" onClick={() => run('room.open', { room: 'data' })}>
        {text.view}
      </Button>
    </>
  )
}

interface DatasetChoiceProps {
  readonly def: DatasetDef
  readonly isChosen: boolean
  readonly onUse: (dataset: string) => void
}

function DatasetChoice({ def, isChosen, onUse }: DatasetChoiceProps) {
  const { id, title } = def.schema
  return (
    <li>
      <button type="button" className={`${kit.choice} ${styles.set}`} aria-pressed={isChosen} onClick={() => onUse(id)}>
        <b translate="no">{title}</b>
        <span className={kit.caption}>{sizeText(def)}</span>
        {def.about && <span className={`${kit.caption} ${styles.about}`}>{def.about}</span>}
      </button>
    </li>
  )
}

/** The size of a dataset, such as "60,000 images, 11 MB" or "600 points, generated". */
function sizeText({ schema, rows }: DatasetDef): string {
  const amount = text.amounts[schema.kind]({ n: schema.rows })
  return rows.kind === 'generated' ? text.generated({ amount }) : text.download({ amount, bytes: rows.bytes })
}

function Loading() {
  const data = useSelect((state) => state.data)
  const pick = useSelect((state) => state.project.data)
  const run = useRunCommand()
  if (data.tag === 'loading') {
    const progress = planText.data.progress({ share: loadedShare(data.done, data.total) })
    const share = data.total > 0 ? { share: data.done / data.total } : {}
    return (
      <div className={`${kit.row} ${kit.between} ${kit.below}`}>
        <Progress label={text.loading({ title: data.schema.title })} {...share} text={progress} />
        <Button size="small" onClick={() => run('data.cancel')}>
          {text.cancel}
        </Button>
      </div>
    )
  }
  if (data.tag !== 'failed') return null
  return (
    <div className={`${kit.note} ${kit.stack} ${kit.top}`} data-tone="bad" role="alert">
      <p>{formatMessage(data.why)}</p>
      {data.why.code === 'dataset-not-here' ? (
        <ImportDatasetFiles />
      ) : (
        <Button size="small" tone="bad" onClick={() => run('data.use', dataUseArgs(pick))}>
          {text.retry}
        </Button>
      )}
    </div>
  )
}

/** How many examples of the dataset in use are used, and the seed that generates or selects them. */
export function DatasetAmount({ pick }: { readonly pick: DataPick }) {
  const run = useRunCommand()
  const planSeed = useSelect((state) => state.project.plan.seed)
  const def = datasetOf(pick)
  if (!def) return null
  const pool = def.schema.rows - def.schema.testRows
  const bias = def.rows.kind === 'generated' ? def.rows.bias : undefined
  const use = (part: { readonly samples?: number | undefined; readonly seed?: number; readonly bias?: number }) =>
    run('data.use', { ...dataUseArgs(pick), ...part })
  return (
    <>
      {pool > 50 && (
        <NumberField
          label={text.amount.label}
          value={Math.min(pick.samples ?? pool, pool)}
          min={10}
          max={pool}
          integer
          step={pool > 5000 ? 1000 : 10}
          unit={text.amount.unit({ all: pool })}
          help={text.amount.help}
          onChange={(samples) => use({ samples: samples >= pool ? undefined : samples })}
        />
      )}
      {(def.rows.kind === 'generated' || pick.samples !== undefined) && (
        <NumberField
          isIdentifier
          label={def.rows.kind === 'generated' ? text.generatorSeed : text.pickSeed}
          value={pick.seed ?? (def.rows.kind === 'generated' ? DEFAULT_SEED : planSeed)}
          min={0}
          max={4294967295}
          integer
          onChange={(seed) => use({ seed })}
        />
      )}
      {bias && (
        <NumberField
          label={text.bias}
          help={text.biasHelp}
          value={Math.round(100 * (pick.bias ?? bias.rate))}
          min={0}
          max={100}
          integer
          step={5}
          unit="%"
          onChange={(percent) => use({ bias: percent / 100 })}
        />
      )}
    </>
  )
}

/** The button that opens the import dialog, which lists the expected files. */
export function ImportDatasetFiles({ tone = 'plain' }: { readonly tone?: 'plain' | 'primary' }) {
  const run = useRunCommand()
  return (
    <UnlessHidden command="data.bringBack">
      <Button tone={tone} onClick={() => run('data.bringBack')}>
        {planText.importFiles}
      </Button>
    </UnlessHidden>
  )
}
