/**
 * @file ChangesPanel: lists the changes from one network to another and their effects; each change can be applied
 * separately.
 */
import { memo, useMemo } from 'react'
import type { Change } from '../../../graph/diff'
import { compareText as text } from '../../../messages/en/build/compare'
import { Button } from '../../kit/button'
import type { Option } from '../../kit/field'
import { IconButton } from '../../kit/icon-button'
import { Select } from '../../kit/select'
import { pickFile } from '../../shell/browser-files'
import { useRunCommand, useSelect } from '../../studio-context'
import { alsoAppliesText, changeText, effectsOf, settingsText, usesText } from './changes'
import kit from '../../kit/kit.module.css'
import changed from './compare.module.css'
import { type Comparison, optionValue, sourceOf, useComparison, useSources } from './comparison'
import styles from './side-panel.module.css'

/** The panel that compares two networks. */
export function ChangesPanel() {
  const run = useRunCommand()
  const options = useSources()
  const comparison = useComparison()
  const wide = useSelect(({ compared, project }) => compared?.project === project.id && compared.wide)
  const { from, to } = comparison
  return (
    <>
      <div className={`${kit.stack} ${changed.choice}`}>
        <SourceSelect which="from" comparison={comparison} options={options} />
        <SourceSelect which="to" comparison={comparison} options={options} />
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
      <div className={`${kit.row} ${kit.between} ${styles.tools}`}>
        <span />
        <Button size="small" aria-pressed={wide} onClick={() => run('view.sideBySide')}>
          {text.sideBySide}
        </Button>
      </div>
      <Changes {...comparison} />
    </>
  )
}

interface SourceSelectProps {
  readonly which: 'from' | 'to'
  readonly comparison: Comparison
  readonly options: readonly Option[]
}

function SourceSelect({ which, comparison, options }: SourceSelectProps) {
  const run = useRunCommand()
  const { from, to } = comparison
  const choose = (source: object) => run('view.changes', { from, to, [which]: source })
  const value = optionValue(comparison[which])
  // An undo step that equals the current network is not among the options. A file that the user picked is shown under
  // the name of its project.
  const file = value === 'file' ? comparison.result?.[which].name : undefined
  const shown = options.some((one) => one.value === value)
    ? options.map((one) =>
        one.value === 'file' && file ? { ...one, title: text.sources.fileOf({ name: file }) } : one,
      )
    : [...options, { value, title: text.sources.now }]
  const onChange = (next: string) => {
    const source = sourceOf(next)
    if (source) choose(source)
    else
      pickFile('.json,application/json').then(
        (bytes) => bytes && choose({ file: bytes }),
        () => run('notice.show', { tone: 'bad', text: text.fileFailed }),
      )
  }
  return <Select label={text[which]} value={value} options={shown} onChange={onChange} />
}

function Changes({ to, canApply, result, error }: Comparison) {
  const run = useRunCommand()
  const hasHistory = useSelect(({ history }) => history.past.length + history.future.length > 0)
  const apply = useMemo(
    () => (canApply ? (change?: string) => run('graph.takeOver', { ...to, ...(change ? { change } : {}) }) : undefined),
    [run, canApply, to],
  )
  const effects = useMemo(
    () => (result ? effectsOf(result.from.drawing, result.from.report, result.to.report) : []),
    [result],
  )
  if (error !== undefined) return <p className={`${kit.caption} ${styles.words}`}>{error}</p>
  if (!result) return <p className={`${kit.caption} ${styles.words}`}>{text.loading}</p>
  const settings = settingsText(result.from, result.to)
  return (
    <div className={styles.scroll}>
      {result.changes.length === 0 ? (
        <p className={`${kit.caption} ${styles.words}`}>
          {settings.length > 0 ? text.identicalNetworks : 'now' in to && !hasHistory ? text.unchanged : text.identical}
        </p>
      ) : (
        <>
          <div className={`${kit.row} ${kit.between} ${styles.tools}`}>
            <span>
              {text.parameters({
                before: result.from.report.totalParameters,
                after: result.to.report.totalParameters,
              })}
            </span>
            {apply && (
              <Button size="small" onClick={() => apply()}>
                {text.applyAll}
              </Button>
            )}
          </div>
          {!apply && <p className={`${kit.caption} ${styles.words}`}>{text.applyHint}</p>}
          <ChangeList label={text.changes} changes={result.changes} of={result} apply={apply} />
        </>
      )}
      <Lines title={text.settings} lines={settings} />
      {effects.length > 0 && (
        <>
          <h4 className={`${kit.faintCaption} ${styles.title}`}>{text.effects}</h4>
          <ul className={styles.changes} aria-label={text.effects}>
            {effects.map(({ node, label, summary }) => (
              <li key={node}>
                <span>{label}</span>
                <span className={kit.caption}>{summary}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Memoized because, with a thousand changes, finding the other changes that each one requires takes a while. */
const ChangeList = memo(function ChangeList({
  label,
  changes,
  of,
  apply,
}: {
  readonly label: string
  readonly changes: readonly Change[]
  readonly of: NonNullable<Comparison['result']>
  readonly apply: ((change: string) => void) | undefined
}) {
  return (
    <ul className={styles.changes} aria-label={label}>
      {changes.map((change) => {
        const { title, lines } = changeText(change)
        const block = change.type === 'block' ? change : undefined
        const more = [
          block && block.what !== 'added' ? usesText(of.from.drawing, block.before.id) : undefined,
          apply ? alsoAppliesText(of.changes, change.id) : undefined,
        ]
        return (
          <li key={change.id} data-change={change.type}>
            <div className={`${kit.rowWide} ${kit.between} ${changed.row}`}>
              <div>
                <span className={changed.sign} data-sign={signOf(change)} aria-hidden="true" />
                {title}
                {[...lines, ...more].map(
                  (line) =>
                    line !== undefined && (
                      <div key={line} className={kit.caption}>
                        {line}
                      </div>
                    ),
                )}
              </div>
              {apply && (
                <Button size="small" aria-label={text.applyChange({ change: title })} onClick={() => apply(change.id)}>
                  {text.apply}
                </Button>
              )}
            </div>
            {block?.what === 'changed' && block.within.length > 0 && (
              <ChangeList label={text.inside({ block: block.name })} changes={block.within} of={of} apply={apply} />
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
      <h4 className={`${kit.faintCaption} ${styles.title}`}>{title}</h4>
      <ul className={styles.changes} aria-label={title}>
        {lines.map((line) => (
          <li key={line}>
            <span className={kit.caption}>{line}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
