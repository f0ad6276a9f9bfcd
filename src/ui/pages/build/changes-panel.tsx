/** @file Changes panel: what one drawing has otherwise than another, change by change, each to take over, and what follows from them. */
import { memo, useMemo } from 'react'
import { count } from '../../../messages/format'
import type { Change } from '../../../graph/diff'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import type { Option } from '../../kit/option'
import { Select } from '../../kit/select'
import { pickFile } from '../../shell/files'
import { useRun, useSelect } from '../../studio-context'
import styles from './side-panel.module.css'
import { broughtWords, changeWords, effectsOf, settingsWords, usesWords } from './change-text'
import { sourceOf, useSources, choiceOf } from './compare-source'
import changed from './compare.module.css'
import { type Comparison, useComparison } from './use-comparison'

/** The drawing now, or any other, beside another. */
export function ChangesPanel() {
  const run = useRun()
  const options = useSources()
  const comparison = useComparison()
  const wide = useSelect(({ compared, project }) => compared?.project === project.id && compared.wide)
  const { from, to } = comparison
  const choose = (which: 'from' | 'to', source: object) => run('view.changes', { from, to, [which]: source })
  return (
    <>
      <div className={changed.choice}>
        <Side label="From" which="from" comparison={comparison} options={options} choose={choose} />
        <Side label="To" which="to" comparison={comparison} options={options} choose={choose} />
        <IconButton
          className={changed.swap}
          label="The other way round"
          icon="swap"
          size="small"
          tone="quiet"
          tip="left"
          onClick={() => run('view.changes', { from: to, to: from })}
        />
      </div>
      <div className={styles.tools}>
        <span />
        <Button size="small" aria-pressed={wide} onClick={() => run('view.sideBySide')}>
          Side by side
        </Button>
      </div>
      <Changes {...comparison} />
    </>
  )
}

function Side({
  label,
  which,
  comparison,
  options,
  choose,
}: {
  readonly label: string
  readonly which: 'from' | 'to'
  readonly comparison: Comparison
  readonly options: readonly Option[]
  readonly choose: (which: 'from' | 'to', source: object) => void
}) {
  const run = useRun()
  const value = choiceOf(comparison[which])
  // A step that is the drawing now has no line of its own; a file that was picked is called by its project.
  const file = value === 'file' ? comparison.found?.[which].name : undefined
  const shown = options.some((one) => one.value === value)
    ? options.map((one) => (one.value === 'file' && file ? { ...one, title: `File: ${file}` } : one))
    : [...options, { value, title: 'The drawing now' }]
  const onChange = (next: string) => {
    const source = sourceOf(next)
    if (source) choose(which, source)
    else
      pickFile('.json,application/json').then(
        (bytes) => bytes && choose(which, { file: bytes }),
        () => run('notice.show', { tone: 'bad', text: 'This file could not be read.' }),
      )
  }
  return <Select label={label} value={value} options={shown} onChange={onChange} />
}

function Changes({ to, open, found, why }: Comparison) {
  const run = useRun()
  const begun = useSelect(({ history }) => history.past.length + history.future.length > 0)
  const takeOver = useMemo(
    () => (open ? (change?: string) => run('graph.takeOver', { ...to, ...(change ? { change } : {}) }) : undefined),
    [run, open, to],
  )
  const follows = useMemo(
    () => (found ? effectsOf(found.from.drawing, found.from.report, found.to.report) : []),
    [found],
  )
  if (why !== undefined) return <p className={styles.words}>{why}</p>
  if (!found) return <p className={styles.words}>Reading…</p>
  const settings = settingsWords(found.from, found.to)
  return (
    <div className={styles.scroll}>
      {found.changes.length === 0 ? (
        <p className={styles.words}>
          {'now' in to && !begun
            ? 'Nothing was changed since this drawing was opened. Choose a version, a run, another project or a file to compare with.'
            : 'Both are the same drawing.'}
        </p>
      ) : (
        <>
          <div className={styles.tools}>
            <span>
              Parameters: {count(found.from.report.totalParameters)} → {count(found.to.report.totalParameters)}
            </span>
            {takeOver && (
              <Button size="small" onClick={() => takeOver()}>
                Apply all
              </Button>
            )}
          </div>
          {!takeOver && <p className={styles.words}>To take changes over, compare from the drawing now.</p>}
          <ChangeList label="Changes" changes={found.changes} of={found} takeOver={takeOver} />
        </>
      )}
      <Lines title="Data and plan" lines={settings} />
      {follows.length > 0 && (
        <>
          <h4 className={styles.title}>What follows</h4>
          <ul className={styles.changes} aria-label="What follows">
            {follows.map(({ node, label, words }) => (
              <li key={node}>
                <span>{label}</span>
                <span className={styles.line}>{words}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Drawn again only for other changes: of a thousand, what each of them needs takes a while to find. */
const ChangeList = memo(function ChangeList({
  label,
  changes,
  of,
  takeOver,
}: {
  readonly label: string
  readonly changes: readonly Change[]
  readonly of: NonNullable<Comparison['found']>
  readonly takeOver: ((change: string) => void) | undefined
}) {
  return (
    <ul className={styles.changes} aria-label={label}>
      {changes.map((change) => {
        const { title, lines } = changeWords(change)
        const block = change.type === 'block' ? change : undefined
        const more = [
          block && block.what !== 'added' ? usesWords(of.from.drawing, block.before.id) : '',
          takeOver ? broughtWords(of.changes, change.id) : '',
        ]
        return (
          <li key={change.id} data-change={change.type}>
            <div className={changed.row}>
              <div>
                <span className={changed.sign} data-sign={signOf(change)} aria-hidden="true" />
                {title}
                {[...lines, ...more].map(
                  (line) =>
                    line !== '' && (
                      <div key={line} className={styles.line}>
                        {line}
                      </div>
                    ),
                )}
              </div>
              {takeOver && (
                <Button size="small" aria-label={`Apply: ${title}`} onClick={() => takeOver(change.id)}>
                  Apply
                </Button>
              )}
            </div>
            {block?.what === 'changed' && block.within.length > 0 && (
              <ChangeList label={`Within ${block.name}`} changes={block.within} of={of} takeOver={takeOver} />
            )}
          </li>
        )
      })}
    </ul>
  )
})

/** Whether something comes, goes or is another. */
function signOf(change: Change): 'added' | 'removed' | 'changed' {
  switch (change.type) {
    case 'added':
    case 'wired':
      return 'added'
    case 'removed':
    case 'unwired':
      return 'removed'
    case 'block':
    case 'note':
      return change.what
    default:
      return 'changed'
  }
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <h4 className={styles.title}>{title}</h4>
      <ul className={styles.changes} aria-label={title}>
        {lines.map((line) => (
          <li key={line}>
            <span className={styles.line}>{line}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
