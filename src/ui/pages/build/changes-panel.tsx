/** @file ChangesPanel: the changes from one network to another, each to apply, and their effects. */
import { memo, useMemo } from 'react'
import { compareText as text } from '../../../messages/en/build/compare'
import type { Change } from '../../../graph/diff'
import { Button } from '../../kit/button'
import { IconButton } from '../../kit/icon-button'
import type { Option } from '../../kit/option'
import { Select } from '../../kit/select'
import { pickFile } from '../../shell/files'
import { useRun, useSelect } from '../../studio-context'
import styles from './side-panel.module.css'
import { alsoAppliesText, changeText, effectsOf, settingsText, usesText } from './change-text'
import { sourceOf, useSources, choiceOf } from './compare-source'
import changed from './compare.module.css'
import { type Comparison, useComparison } from './use-comparison'

/** The current network or any other, compared with another. */
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
        <Side label={text.from} which="from" comparison={comparison} options={options} choose={choose} />
        <Side label={text.to} which="to" comparison={comparison} options={options} choose={choose} />
        <IconButton
          className={changed.swap}
          label={text.swap}
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
          {text.sideBySide}
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
  // A step that equals the current network has no option of its own; a picked file is named after its project.
  const file = value === 'file' ? comparison.found?.[which].name : undefined
  const shown = options.some((one) => one.value === value)
    ? options.map((one) =>
        one.value === 'file' && file ? { ...one, title: text.sources.fileOf({ name: file }) } : one,
      )
    : [...options, { value, title: text.sources.now }]
  const onChange = (next: string) => {
    const source = sourceOf(next)
    if (source) choose(which, source)
    else
      pickFile('.json,application/json').then(
        (bytes) => bytes && choose(which, { file: bytes }),
        () => run('notice.show', { tone: 'bad', text: text.fileFailed }),
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
  if (!found) return <p className={styles.words}>{text.loading}</p>
  const settings = settingsText(found.from, found.to)
  return (
    <div className={styles.scroll}>
      {found.changes.length === 0 ? (
        <p className={styles.words}>{'now' in to && !begun ? text.unchanged : text.identical}</p>
      ) : (
        <>
          <div className={styles.tools}>
            <span>
              {text.parameters({
                before: found.from.report.totalParameters,
                after: found.to.report.totalParameters,
              })}
            </span>
            {takeOver && (
              <Button size="small" onClick={() => takeOver()}>
                {text.applyAll}
              </Button>
            )}
          </div>
          {!takeOver && <p className={styles.words}>{text.applyHint}</p>}
          <ChangeList label={text.changes} changes={found.changes} of={found} takeOver={takeOver} />
        </>
      )}
      <Lines title={text.settings} lines={settings} />
      {follows.length > 0 && (
        <>
          <h4 className={styles.title}>{text.effects}</h4>
          <ul className={styles.changes} aria-label={text.effects}>
            {follows.map(({ node, label, summary }) => (
              <li key={node}>
                <span>{label}</span>
                <span className={styles.line}>{summary}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Rendered again only when the changes differ: with a thousand of them, it takes a while to find what each needs. */
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
        const { title, lines } = changeText(change)
        const block = change.type === 'block' ? change : undefined
        const more = [
          block && block.what !== 'added' ? usesText(of.from.drawing, block.before.id) : undefined,
          takeOver ? alsoAppliesText(of.changes, change.id) : undefined,
        ]
        return (
          <li key={change.id} data-change={change.type}>
            <div className={changed.row}>
              <div>
                <span className={changed.sign} data-sign={signOf(change)} aria-hidden="true" />
                {title}
                {[...lines, ...more].map(
                  (line) =>
                    line !== undefined && (
                      <div key={line} className={styles.line}>
                        {line}
                      </div>
                    ),
                )}
              </div>
              {takeOver && (
                <Button
                  size="small"
                  aria-label={text.applyChange({ change: title })}
                  onClick={() => takeOver(change.id)}
                >
                  {text.apply}
                </Button>
              )}
            </div>
            {block?.what === 'changed' && block.within.length > 0 && (
              <ChangeList
                label={text.inside({ block: block.name })}
                changes={block.within}
                of={of}
                takeOver={takeOver}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
})

/** Whether a change adds, removes or changes something. */
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
