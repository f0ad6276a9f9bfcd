/**
 * @file Palette: lists all node kinds, grouped by family. Users search for node kinds, drag them onto the canvas, or
 * add them with a click or Enter.
 */
import { type DragEvent, type KeyboardEvent, useState } from 'react'
import { listsText } from '../../messages/en/canvas/lists'
import { FamilyIcon, Icon } from '../kit/icon'
import { useOffered, useRunCommand, useSelect } from './board-context'
import { useCatalog } from './canvas-catalog'
import { type Addable, canvasUi, openQuickAdd } from './canvas-ui-state'
import styles from './palette.module.css'
import { availableBlocks, type Choice, choiceOfBlock, choiceOfKind, kindsOf, shortTitle } from './quick-add-choices'
import { itemsOf, lineText, parseLine } from './quick-add-line'
import { useAddLine, useAddNode } from './use-add-node'

const text = listsText.palette

/** MIME type of the data dragged from the palette. */
export const DRAGGED_KIND = 'application/x-netloom-node'

/** The palette, which collapses to a column of icons on narrow screens. */
export function Palette() {
  const [typed, setTyped] = useState('')
  const addRow = useAddLine()
  const catalog = useCatalog()
  const { nouns, groups } = catalog
  const noun = nouns.node
  const project = useSelect((state) => state.project)
  const inside = useSelect((state) => state.inside)
  const kinds = kindsOf(catalog).map(choiceOfKind)
  const blocks = availableBlocks(catalog.blocks, { project, inside }).map(choiceOfBlock)
  const offered = [...kinds, ...blocks]
  const line = parseLine(typed, offered)
  const { matches } = line
  const row = itemsOf(line, typed, matches[0])
  const status = lineText(catalog, line, row)
  const isSearching = typed.trim() !== ''
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && isSearching && row.length > 0 && status?.tone !== 'bad') {
      addRow(row)
      setTyped('')
    }
    if (event.key === 'Escape') setTyped('')
  }
  return (
    <section className={styles.palette} aria-label={listsText.all[noun]}>
      <div className={styles.search}>
        <input
          type="search"
          className={styles.field}
          placeholder={text.search({ noun })}
          aria-label={text.search({ noun })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd className={styles.key} title={text.slash({ noun })}>
          /
        </kbd>
      </div>
      <button
        type="button"
        className={styles.open}
        onClick={openQuickAdd}
        title={text.addTip({ noun })}
        aria-label={listsText.add({ noun })}
      >
        <Icon name="search" />
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside take the focus; the list handles their arrow keys. */}
      <div className={styles.list} onKeyDown={moveFocus}>
        {isSearching ? (
          <>
            {status && (
              <p className={status.tone === 'bad' ? `${styles.none} ${styles.bad}` : styles.none} role="status">
                {status.text}
              </p>
            )}
            <SearchResults matches={matches} typed={typed.slice(typed.lastIndexOf(',') + 1)} />
          </>
        ) : (
          groups.map(({ family, title }) => (
            <Group key={family} title={title} choices={kinds.filter((one) => one.family === family)} />
          ))
        )}
        {!isSearching && blocks.length > 0 && <Group title={text.blocks} choices={blocks} />}
        {!isSearching && <LibraryButton />}
      </div>
    </section>
  )
}

function Group({ title, choices }: { readonly title: string; readonly choices: readonly Choice[] }) {
  return (
    <div className={styles.group}>
      <h3 className={styles.title}>{title}</h3>
      <Items choices={choices} />
    </div>
  )
}

function SearchResults({ matches, typed }: { readonly matches: readonly Choice[]; readonly typed: string }) {
  const { nouns } = useCatalog()
  if (matches.length > 0) return <Items choices={matches} />
  const { node: noun, hint: examples } = nouns
  return <p className={styles.none}>{text.noMatch({ noun, typed: typed.trim(), examples })}</p>
}

function Items({ choices }: { readonly choices: readonly Choice[] }) {
  const add = useAddNode()
  const titles = choices.map(({ title }) => title)
  return (
    <ul className={styles.items}>
      {choices.map(({ kind, title, summary, family, addable }, i) => (
        <li key={kind}>
          <button
            type="button"
            className={styles.item}
            draggable
            tabIndex={i === 0 ? 0 : -1}
            title={summary ? text.described({ title, summary }) : title}
            onDragStart={(event) => startDrag(event, addable)}
            onDragEnd={endDrag}
            onClick={() => add(addable)}
          >
            {family ? <FamilyIcon family={family} /> : <Icon name="model" size={12} />}
            <span className={styles.short} aria-hidden="true">
              {shortTitle(title, titles)}
            </span>
            <span className={styles.name} translate={family ? undefined : 'no'}>
              {title}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Arrow keys move between items, Tab between families. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined || !(event.target instanceof HTMLButtonElement)) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  buttons[buttons.indexOf(event.target) + step]?.focus()
  event.preventDefault()
}

function startDrag(event: DragEvent, addable: Addable): void {
  event.dataTransfer.setData(DRAGGED_KIND, 'kind' in addable ? addable.kind : addable.block)
  event.dataTransfer.effectAllowed = 'copy'
  canvasUi.setState({ dragged: addable })
}

function endDrag(): void {
  canvasUi.setState({ dragged: null, hoveredWire: null })
}

const libraryButtonText = listsText.palette

/** The button; hidden if there is no library. */
function LibraryButton() {
  const run = useRunCommand()
  const offered = useOffered('view.blocks')
  if (!offered) return null
  return (
    <button
      type="button"
      className={styles.item}
      data-opens="blocks"
      title={libraryButtonText.libraryTip}
      onClick={() => run('view.blocks')}
    >
      <Icon name="book" size={12} />
      <span className={styles.short} aria-hidden="true">
        {libraryButtonText.libraryShort}
      </span>
      <span className={styles.name}>{libraryButtonText.library}</span>
    </button>
  )
}
