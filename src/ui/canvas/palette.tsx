/** @file Palette: every kind of node there is, by family: to search, to drag onto the canvas, or to add by a click or Enter. */
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import type { NodeDef } from '../../catalog/node-def'
import { FamilyIcon } from '../kit/family-icon'
import { Icon } from '../kit/icon'
import { useAddLayer } from './add-layer'
import { capital, useCatalog } from './catalog'
import { canvasUi, openQuickAdd } from './canvas-ui'
import { findKinds, kindsOf, shortTitle } from './find-kinds'
import { useBoard, useRun, useSelect } from './on-board'
import styles from './palette.module.css'

/** What a drag from the palette carries. */
export const DRAGGED_KIND = 'application/x-netloom-layer'

/** The palette; a column of icons where the page is narrow. */
export function Palette() {
  const [typed, setTyped] = useState('')
  const add = useAddLayer()
  const catalog = useCatalog()
  const { nouns, groups } = catalog
  const all = kindsOf(catalog)
  const found = findKinds(typed, all)
  const searching = typed.trim() !== ''
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const [best] = found
    if (event.key === 'Enter' && best && searching) {
      add(best.kind, { to: 'next' })
      setTyped('')
    }
    if (event.key === 'Escape') setTyped('')
  }
  return (
    <section className={styles.palette} aria-label={capital(nouns.nodes)}>
      <div className={styles.search}>
        <input
          type="search"
          className={styles.field}
          placeholder={`Find a ${nouns.node}`}
          aria-label={`Find a ${nouns.node}`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd className={styles.key} title={`Press / anywhere to add a ${nouns.node}`}>
          /
        </kbd>
      </div>
      <button
        type="button"
        className={styles.open}
        onClick={openQuickAdd}
        title={`Find a ${nouns.node}, /`}
        aria-label={`Find a ${nouns.node}`}
      >
        <Icon name="search" />
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus; their arrow keys are heard here. */}
      <div className={styles.list} onKeyDown={roam}>
        {searching ? (
          <Found found={found} typed={typed} />
        ) : (
          groups.map(({ family, title }) => (
            <Group key={family} title={title} defs={all.filter((def) => def.family === family)} />
          ))
        )}
        <Blocks typed={typed} />
      </div>
    </section>
  )
}

function Group({ title, defs }: { readonly title: string; readonly defs: readonly NodeDef<unknown>[] }) {
  return (
    <div className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <Items defs={defs} />
    </div>
  )
}

/** Blocks, the drawing's own first; of those searched for, the ones that fit. */
function Blocks({ typed }: { readonly typed: string }) {
  const run = useRun()
  const board = useBoard()
  const { blocks: shipped } = useCatalog()
  const own = useSelect((state) => state.project.drawing.blocks)
  const known = Object.values(own ?? {})
  const others = shipped.filter(({ id }) => !own || !Object.hasOwn(own, id))
  const wanted = typed.trim().toLowerCase()
  const found = [...known, ...others].filter(({ name, summary = '' }) =>
    `block ${name} ${summary}`.toLowerCase().includes(wanted),
  )
  if (found.length === 0) return null
  const add = (block: string) => {
    const { selection } = board.store.getState()
    const [only] = selection
    const at = canvasUi.getState().view?.centre().at
    const place =
      selection.length === 1 ? { after: only } : at ? { position: { x: Math.round(at.x), y: Math.round(at.y) } } : {}
    run('block.insert', { block, ...place })
  }
  return (
    <div className={styles.group}>
      <h3 className={styles.title}>Blocks</h3>
      <ul className={styles.items}>
        {found.map(({ id, name, summary }, i) => (
          <li key={id}>
            <button
              type="button"
              className={styles.item}
              tabIndex={i === 0 ? 0 : -1}
              title={summary ? `${name}: ${summary}` : name}
              onClick={() => add(id)}
            >
              <Icon name="model" size={12} />
              <span className={styles.short} aria-hidden="true">
                {shortTitle(name)}
              </span>
              <span className={styles.name}>{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Found({ found, typed }: { readonly found: readonly NodeDef<unknown>[]; readonly typed: string }) {
  const { nouns } = useCatalog()
  if (found.length > 0) return <Items defs={found} />
  return (
    <p className={styles.none}>{`No ${nouns.node} is called "${typed.trim()}". Try what it does: ${nouns.hint}.`}</p>
  )
}

function Items({ defs }: { readonly defs: readonly NodeDef<unknown>[] }) {
  const add = useAddLayer()
  return (
    <ul className={styles.items}>
      {defs.map((def, i) => (
        <li key={def.kind}>
          <button
            type="button"
            className={styles.item}
            draggable
            tabIndex={i === 0 ? 0 : -1}
            title={`${def.title}: ${def.summary}`}
            onDragStart={(event) => carry(event, def.kind)}
            onClick={() => add(def.kind, { to: 'next' })}
          >
            <FamilyIcon family={def.family} />
            <span className={styles.short} aria-hidden="true">
              {shortTitle(def.title)}
            </span>
            <span className={styles.name}>{def.title}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Arrow keys go from one to the next; Tab leaves the list after one family. */
function roam(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.target instanceof HTMLButtonElement)) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  buttons[buttons.indexOf(event.target) + step]?.focus()
  event.preventDefault()
}

function carry(event: DragEvent, kind: string): void {
  event.dataTransfer.setData(DRAGGED_KIND, kind)
  event.dataTransfer.effectAllowed = 'copy'
}
