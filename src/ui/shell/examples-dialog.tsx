/** @file ExamplesDialog: the gallery as cards, by kind of data, with a search; each opens as a new project of the user's own. */
import { type KeyboardEvent, useMemo, useState } from 'react'
import { Dialog } from '../kit/dialog'
import { useRun } from '../studio-context'
import { useOpenDialog } from './dialogs-context'
import { type Example, examples, groupNames } from './example-groups'
import styles from './examples.module.css'
import { findEntries } from './palette-entries'

/** New from an example. */
export function ExamplesDialog() {
  const open = useOpenDialog()
  return (
    <Dialog open width="broad" title="New from an example" onClose={() => open(null)}>
      <Examples />
    </Dialog>
  )
}

/** The cards of the gallery, group by group; searched, those found, best first. */
export function Examples() {
  const all = useMemo(examples, [])
  const [typed, setTyped] = useState('')
  const [only, setOnly] = useState<string>()
  const begin = useBegin()
  const within = only === undefined ? all : all.filter(({ group }) => group === only)
  const searching = typed.trim() !== ''
  const found = searching ? findEntries(within, typed) : within
  const [first] = found
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && searching && first) {
      // Else the same key would press the button that the focus goes back to.
      event.preventDefault()
      begin(first)
    }
    if (event.key === 'Escape' && typed !== '') {
      // The words go, the dialog stays.
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
          placeholder="Find an example: digits, GRU, fraud, …"
          aria-label="Find an example"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <fieldset className={styles.groups}>
          <legend>Kinds of data</legend>
          <Chip title="All" count={all.length} on={only === undefined} onPress={() => setOnly(undefined)} />
          {groupNames.map((name) => (
            <Chip
              key={name}
              title={name}
              count={all.filter(({ group }) => group === name).length}
              on={only === name}
              onPress={() => setOnly(only === name ? undefined : name)}
            />
          ))}
        </fieldset>
      </div>
      <p role="status" className={styles.none}>
        {found.length === 0 &&
          `No example${only === undefined ? '' : ` of ${only.toLowerCase()}`} has “${typed.trim()}” in its words or layers.`}
      </p>
      {searching ? (
        <Cards shown={found} />
      ) : (
        groupNames.map((name) => {
          const own = found.filter(({ group }) => group === name)
          return (
            own.length > 0 && (
              <section key={name} aria-label={name}>
                <h3 className={styles.group}>{name}</h3>
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
              {/* What a lesson's solution reaches is for its learners to find. */}
              {reaches !== '' && !content.lesson && (
                <small className={styles.reached}>
                  Reached: {reaches}.{simple ? ` Without a network: ${simple}.` : ''}
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
