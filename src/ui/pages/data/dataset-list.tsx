/** @file Set list: the user's own sets, then the shipped ones by kind, each with its rows and size; a search through all of them. */
import { useState } from 'react'
import { byteSize, counted } from '../../../messages/format'
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

const KINDS = {
  images: 'Pictures',
  table: 'Tables',
  points: 'Points on the plane',
  text: 'Texts',
  series: 'In time',
} as const

/** The sets; choosing one shows it, using it is a button of its own. */
export function SetList({ shown, onShow }: SetListProps) {
  const own = useOwnSets()
  const kept = useKeptSets()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const found = (def: DatasetDef) => def.schema.title.toLowerCase().includes(wanted)
  const groups = [
    { title: 'Yours', sets: own.filter(found) },
    ...(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => ({
      title: KINDS[kind],
      sets: datasets.filter((def) => def.schema.kind === kind && found(def)),
    })),
  ].filter(({ sets }) => sets.length > 0)
  return (
    <nav className={layout.list} aria-label="Datasets">
      <div className={layout.listHead}>
        <div className={layout.ways}>
          <Bring />
          <Make />
        </div>
        <TextField
          label="Find a set"
          layout="bare"
          placeholder="Find a set"
          tell="typing"
          value={search}
          onChange={setSearch}
        />
      </div>
      <DamagedSets />
      {groups.length === 0 && <p className={layout.none}>No set is called so.</p>}
      {groups.map(({ title, sets }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ul>
            {sets.map((def) => (
              <SetLine
                key={def.schema.id}
                place={placeWords(def, kept)}
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

/** Where there is a way to bring data in. */
function Bring() {
  const studio = useStudio()
  const run = useRun()
  const offer = studio.offer('data.choose')
  if (!offer) return null
  return (
    <Shown command="data.choose">
      <Button tone="primary" icon="plus" disabled={!offer.enabled} onClick={() => run('data.choose')}>
        Bring data
      </Button>
    </Shown>
  )
}

/** Where a set can be made. */
function Make() {
  const run = useRun()
  return (
    <Shown command="data.collect">
      <Button onClick={() => run('data.collect')}>Make a set</Button>
    </Shown>
  )
}

interface SetLineProps {
  readonly def: DatasetDef
  /** Where its rows are. */
  readonly place: string
  readonly shown: boolean
  readonly onShow: (id: string) => void
}

function SetLine({ def, place, shown, onShow }: SetLineProps) {
  const { id, title, rows } = def.schema
  const inUse = useSelect((state) => state.project.data.dataset === id)
  return (
    <li>
      <button type="button" aria-current={shown ? 'true' : undefined} onClick={() => onShow(id)}>
        <span className={layout.setName}>
          <span title={title}>{title}</span>
          {inUse && <em>in use</em>}
        </span>
        <span className={layout.about}>
          {counted(rows, 'row')}, {place}
        </span>
      </button>
    </li>
  )
}

/** Where its rows are: drawn when used, kept here, or to be loaded. */
export function placeWords(def: DatasetDef, kept: ReadonlySet<string>): string {
  if (def.rows.kind === 'generated') return 'drawn by seed'
  if (def.rows.kind === 'kept') return def.rows.bytes > 0 ? byteSize(def.rows.bytes) : 'kept here'
  return kept.has(def.schema.id) ? 'kept here' : `${byteSize(def.rows.bytes)} to load`
}
