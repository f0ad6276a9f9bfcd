/**
 * @file ExamplesDialog: the gallery as cards grouped by kind of data, with a search field. Clicking a card opens the
 * example as a new project.
 */
import { type KeyboardEvent, useMemo, useState } from 'react'
import { findDataset } from '../../catalog/dataset-def'
import type { DatasetSchema } from '../../catalog/dataset-schema'
import { lessons, templates } from '../../gallery'
import type { Template } from '../../gallery/template'
import { dialogsText } from '../../messages/en/shell/dialogs'
import { classNames } from '../kit/button'
import { Dialog } from '../kit/dialog'
import { findEntries, type Searchable } from '../kit/search-list'
import { BlankPicture, NO_DRAWING, ProjectPictures, useCheckedNetwork } from '../pictures/project-pictures'
import { useRunCommand, useSelect } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { ProjectCard, useProjects } from './projects-dialog'
import kit from '../kit/kit.module.css'
import styles from './examples.module.css'

const { examples: text } = dialogsText

/** The dialog "New from example". */
export function ExamplesDialog() {
  const open = useOpenDialog()
  return (
    <Dialog open width="broad" title={text.title} onClose={() => open(null)}>
      <Examples />
    </Dialog>
  )
}

/** Shows the gallery cards by group or, during a search, the matching cards, best match first. */
export function Examples() {
  const all = useMemo(galleryExamples, [])
  const [typed, setTyped] = useState('')
  const [selectedGroup, setSelectedGroup] = useState<ExampleGroup>()
  const openExample = useOpenExample()
  const inGroup = selectedGroup === undefined ? all : all.filter(({ group }) => group === selectedGroup)
  const isSearching = typed.trim() !== ''
  const matches = isSearching ? findEntries(inGroup, typed) : inGroup
  const [first] = matches
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isSearching && first) {
      // The focus returns to the button that opened the dialog; this key press must not also activate that button.
      event.preventDefault()
      openExample(first)
    }
    if (event.key === 'Escape' && typed !== '') {
      // Escape clears the search text first, without closing the dialog.
      event.stopPropagation()
      setTyped('')
    }
  }
  return (
    <>
      <div className={`${kit.wrapWide} ${styles.bar}`}>
        <input
          type="search"
          className={styles.search}
          placeholder={text.placeholder}
          aria-label={text.search}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <fieldset className={kit.wrap}>
          <legend className="only-spoken">{text.groups}</legend>
          <Chip
            title={text.all}
            count={all.length}
            isOn={selectedGroup === undefined}
            onPress={() => setSelectedGroup(undefined)}
          />
          {EXAMPLE_GROUPS.map((name) => (
            <Chip
              key={name}
              title={text.group[name]}
              count={all.filter(({ group }) => group === name).length}
              isOn={selectedGroup === name}
              onPress={() => setSelectedGroup(selectedGroup === name ? undefined : name)}
            />
          ))}
        </fieldset>
      </div>
      <p role="status" className={styles.none}>
        {matches.length === 0 &&
          (selectedGroup === undefined
            ? text.none({ query: typed.trim() })
            : text.noneIn({ query: typed.trim(), group: text.group[selectedGroup] }))}
      </p>
      {isSearching ? (
        <Cards shown={matches} />
      ) : (
        <div className={styles.groups}>
          {selectedGroup === undefined && <Continue />}
          {EXAMPLE_GROUPS.map((name) => {
            const own = matches.filter(({ group }) => group === name)
            return (
              own.length > 0 && (
                <section key={name} aria-label={text.group[name]}>
                  <h3 className={styles.group}>{text.group[name]}</h3>
                  <Cards shown={own} isShelf={name === 'lessons' && selectedGroup === undefined} />
                </section>
              )
            )
          })}
        </div>
      )}
    </>
  )
}

function Chip(props: {
  readonly title: string
  readonly count: number
  readonly isOn: boolean
  readonly onPress: () => void
}) {
  return (
    <button type="button" className={styles.chip} aria-pressed={props.isOn} onClick={props.onPress}>
      {props.title} <small>{props.count}</small>
    </button>
  )
}

/** Maximum number of projects to continue with. */
const MAX_LAST = 2

/** The projects that were changed last, other than the open one. */
function Continue() {
  const open = useOpenDialog()
  const { rows = [], perform } = useProjects()
  const current = useSelect((state) => state.project.id)
  const last = rows.filter(({ id }) => id !== current).slice(0, MAX_LAST)
  return (
    last.length > 0 && (
      <section className={styles.continue} aria-label={text.continue}>
        <h3 className={styles.group}>{text.continue}</h3>
        <ul className={`${styles.cards} ${styles.shelf}`}>
          {last.map((row) => (
            <li key={row.id}>
              <ProjectCard row={row} onOpen={() => perform('project.open', row.id, () => open(null))} />
            </li>
          ))}
        </ul>
      </section>
    )
  )
}

/** The cards, in rows or in one row that scrolls. */
function Cards({ shown, isShelf }: { readonly shown: readonly Example[]; readonly isShelf?: boolean }) {
  return (
    <ul className={classNames(styles.cards, isShelf && styles.shelf)}>
      {shown.map((example) => (
        <li key={example.template.id}>
          <Card example={example} />
        </li>
      ))}
    </ul>
  )
}

function Card({ example }: { readonly example: Example }) {
  const openExample = useOpenExample()
  const { title, about, reaches, simple, content } = example.template
  const { data, plan, networks } = content
  const drawing = networks[0]?.drawing ?? NO_DRAWING
  const report = useCheckedNetwork({ data, plan, drawing })
  return (
    <button
      type="button"
      className={`${kit.stackTight} ${kit.anywhere} ${styles.card}`}
      onClick={() => openExample(example)}
    >
      {example.group === 'blank' ? (
        <BlankPicture />
      ) : (
        <ProjectPictures project={{ data, plan, drawing }} report={report} />
      )}
      <b>{title}</b>
      <span>{about}</span>
      {example.data && <small>{text.size({ data: example.data, parameters: report.totalParameters })}</small>}
      {/* The result of a lesson would give away its goal. */}
      {reaches !== '' && !content.lesson && (
        <small>
          {text.reaches({ result: reaches })} {simple && text.simple({ result: simple })}
        </small>
      )}
    </button>
  )
}

/** Returns a function that opens an example as a new project and closes the dialog. */
function useOpenExample(): (example: Example) => void {
  const open = useOpenDialog()
  const run = useRunCommand()
  return ({ template }) => {
    open(null)
    run('project.new', { template: template.id })
    // Another page would show nothing of a new project yet.
    run('room.open', { room: 'build' })
  }
}

const { examples: exampleGroupsText } = dialogsText

type ExampleGroup = DatasetSchema['kind'] | 'lessons' | 'blank'

interface Example extends Searchable {
  readonly template: Template
  readonly group: ExampleGroup
  /** The dataset and its size; absent for the blank project. */
  readonly data?: string
}

/** The groups in display order. */
export const EXAMPLE_GROUPS: readonly ExampleGroup[] = [
  'lessons',
  'images',
  'table',
  'text',
  'series',
  'points',
  'blank',
]

/** Every example and lesson, in group order. */
export function galleryExamples(): readonly Example[] {
  const all = [...templates, ...lessons].map(toExample)
  return EXAMPLE_GROUPS.flatMap((name) => all.filter(({ group }) => group === name))
}

function toExample(template: Template): Example {
  const { title, about, content } = template
  const schema = findDataset(content.data.dataset)?.schema
  const kinds = content.networks.flatMap(({ drawing }) => drawing.nodes.map(({ kind, label }) => `${kind} ${label}`))
  const blank = template.id === 'blank'
  const group = content.lesson ? 'lessons' : blank || !schema ? 'blank' : schema.kind
  return {
    template,
    title,
    group,
    search: [about, template.id, schema?.title, schema?.id, ...kinds, exampleGroupsText.group[group]].join(' '),
    ...(schema && !blank ? { data: dataOf(schema) } : {}),
  }
}

function dataOf({ kind, title: dataset, rows }: DatasetSchema): string {
  if (kind === 'images') return exampleGroupsText.images({ dataset, rows })
  return kind === 'points' ? exampleGroupsText.points({ dataset, rows }) : exampleGroupsText.rows({ dataset, rows })
}
