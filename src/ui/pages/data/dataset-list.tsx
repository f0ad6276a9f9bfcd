/** @file SetList: the user's datasets, then the built-in ones by kind, each with its rows and size, and a search. */
import { useState } from 'react'
import { overviewText } from '../../../messages/en/data/overview'
import { datasets } from '../../../catalog/datasets/all'
import type { DatasetDef } from '../../../catalog/dataset-def'
import { Button } from '../../kit/button'
import { TextField } from '../../kit/text-field'
import { Shown } from '../../shell/lesson-shown'
import { useRun, useSelect, useStudio } from '../../studio-context'
import layout from './data.module.css'
import { useOwnSets } from './own-datasets'
import { useKeptSets } from './use-kept'
import { DamagedSets } from './versions/damaged'

export interface SetListProps {
  readonly shown: string | undefined
  readonly onShow: (id: string) => void
}

const text = overviewText.list
const KINDS = ['images', 'table', 'points', 'text', 'series'] as const

/** All datasets. Choosing one shows it; another button uses it. */
export function SetList({ shown, onShow }: SetListProps) {
  const own = useOwnSets()
  const kept = useKeptSets()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const found = (def: DatasetDef) => def.schema.title.toLowerCase().includes(wanted)
  const groups = [
    { title: text.own, sets: own.filter(found) },
    ...KINDS.map((kind) => ({
      title: text.kinds[kind],
      sets: datasets.filter((def) => def.schema.kind === kind && found(def)),
    })),
  ].filter(({ sets }) => sets.length > 0)
  return (
    <nav className={layout.list} aria-label={text.label}>
      <div className={layout.listHead}>
        <div className={layout.ways}>
          <Import />
          <Create />
        </div>
        <TextField
          label={text.find}
          layout="bare"
          placeholder={text.find}
          tell="typing"
          value={search}
          onChange={setSearch}
        />
      </div>
      <DamagedSets />
      {groups.length === 0 && <p className={layout.none}>{text.none}</p>}
      {groups.map(({ title, sets }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul>
            {sets.map((def) => (
              <SetLine
                key={def.schema.id}
                place={placeText(def, kept)}
                def={def}
                shown={def.schema.id === shown}
                onShow={onShow}
              />
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}

/** Nothing if importing is not offered. */
function Import() {
  const studio = useStudio()
  const run = useRun()
  const offer = studio.offer('data.choose')
  if (!offer) return null
  return (
    <Shown command="data.choose">
      <Button tone="primary" icon="plus" disabled={!offer.enabled} onClick={() => run('data.choose')}>
        {text.import}
      </Button>
    </Shown>
  )
}

/** Creates an empty dataset to collect data in. */
function Create() {
  const run = useRun()
  return (
    <Shown command="data.collect">
      <Button onClick={() => run('data.collect')}>{text.create}</Button>
    </Shown>
  )
}

interface SetLineProps {
  readonly def: DatasetDef
  /** Where its rows are, as text. */
  readonly place: string
  readonly shown: boolean
  readonly onShow: (id: string) => void
}

function SetLine({ def, place, shown, onShow }: SetLineProps) {
  const { id, title, kind, rows } = def.schema
  const inUse = useSelect((state) => state.project.data.dataset === id)
  return (
    <li>
      <button type="button" aria-current={shown ? 'true' : undefined} onClick={() => onShow(id)}>
        <span className={layout.setName}>
          <span title={title}>{title}</span>
          {inUse && <em>{text.inUse}</em>}
        </span>
        <span className={layout.about}>{(kind === 'images' ? text.images : text.rows)({ rows, place })}</span>
      </button>
    </li>
  )
}

/** Where the rows are: generated on use, on this device, or to be downloaded. */
function placeText(def: DatasetDef, kept: ReadonlySet<string>): string {
  if (def.rows.kind === 'generated') return text.generated
  if (def.rows.kind === 'kept') return def.rows.bytes > 0 ? text.size({ bytes: def.rows.bytes }) : text.here
  return kept.has(def.schema.id) ? text.here : text.download({ bytes: def.rows.bytes })
}
