/** @file ExamplesDialog: the gallery as cards by kind of data, with a search; each opens as a new project. */
import { type KeyboardEvent, useMemo, useState } from 'react'
import { dialogsText } from '../../messages/en/shell/dialogs'
import { Dialog } from '../kit/dialog'
import { useRun } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { EXAMPLE_GROUPS, type Example, type ExampleGroup, examples } from './example-groups'
import styles from './examples.module.css'
import { findEntries } from './palette-entries'

const { examples: text } = dialogsText

/** New from an example. */
export function ExamplesDialog() {
  const open = useOpenDialog()
  return (
    <Dialog open width="broad" title={text.title} onClose={() => open(null)}>
      <Examples />
    </Dialog>
  )
}

/** The cards of the gallery, group by group; with a query, those that match, best first. */
export function Examples() {
  const all = useMemo(examples, [])
  const [typed, setTyped] = useState('')
  const [only, setOnly] = useState<ExampleGroup>()
  const begin = useBegin()
  const within = only === undefined ? all : all.filter(({ group }) => group === only)
  const searching = typed.trim() !== ''
  const found = searching ? findEntries(within, typed) : within
  const [first] = found
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && searching && first) {
      // The same key press must not activate the button that the focus returns to.
      event.preventDefault()
      begin(first)
    }
    if (event.key === 'Escape' && typed !== '') {
      // Clears the query; the dialog stays open.
      event.stopPropagation()
      setTyped('')
    }
  }
  return (
    <>
      <div className={styles.bar}>
        <input
          type="search"
          className={styles.search}
          placeholder={text.placeholder}
          aria-label={text.search}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <fieldset className={styles.groups}>
          <legend>{text.groups}</legend>
          <Chip title={text.all} count={all.length} on={only === undefined} onPress={() => setOnly(undefined)} />
          {EXAMPLE_GROUPS.map((name) => (
            <Chip
              key={name}
              title={text.group[name]}
              count={all.filter(({ group }) => group === name).length}
              on={only === name}
              onPress={() => setOnly(only === name ? undefined : name)}
            />
          ))}
        </fieldset>
      </div>
      <p role="status" className={styles.none}>
        {found.length === 0 &&
          (only === undefined
            ? text.none({ query: typed.trim() })
            : text.noneIn({ query: typed.trim(), group: text.group[only] }))}
      </p>
      {searching ? (
        <Cards shown={found} />
      ) : (
        EXAMPLE_GROUPS.map((name) => {
          const own = found.filter(({ group }) => group === name)
          return (
            own.length > 0 && (
              <section key={name} aria-label={text.group[name]}>
                <h3 className={styles.group}>{text.group[name]}</h3>
                <Cards shown={own} />
              </section>
            )
          )
        })
      )}
    </>
  )
}

function Chip(props: {
  readonly title: string
  readonly count: number
  readonly on: boolean
  readonly onPress: () => void
}) {
  return (
    <button type="button" className={styles.chip} aria-pressed={props.on} onClick={props.onPress}>
      {props.title} <small>{props.count}</small>
    </button>
  )
}

function Cards({ shown }: { readonly shown: readonly Example[] }) {
  const begin = useBegin()
  return (
    <ul className={styles.cards}>
      {shown.map((example) => {
        const { id, title, about, reaches, simple, content } = example.template
        return (
          <li key={id}>
            <button type="button" className={styles.card} onClick={() => begin(example)}>
              <b>{title}</b>
              {example.data && <small className={styles.data}>{example.data}</small>}
              <span>{about}</span>
              {/* The learners of a lesson find out what its solution reaches. */}
              {reaches !== '' && !content.lesson && (
                <small className={styles.reached}>
                  {text.reaches({ result: reaches })} {simple && text.simple({ result: simple })}
                </small>
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** Opens an example as a project, and closes the dialog. */
function useBegin(): (example: Example) => void {
  const open = useOpenDialog()
  const run = useRun()
  return ({ template }) => {
    open(null)
    run('project.new', { template: template.id })
  }
}
