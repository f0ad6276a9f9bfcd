/**
 * @file CodePanel: shows the network as Python or TypeScript code that is always up to date. Selecting a line of code
 * selects its layer, and vice versa.
 */
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { sourceOf } from '../../../compile/source-code'
import type { Language } from '../../../compile/code-languages'
import { linesOf } from '../../../compile/code-lines'
import { visiblePath } from '../../../graph/expand-blocks'
import { codeText as text } from '../../../messages/en/build/code'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { useStoredSetting } from '../../kit/use-stored-setting'
import { useRunCommand, useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './side-panel.module.css'

const LANGUAGES: readonly { readonly value: Language; readonly title: string; readonly about: string }[] = [
  { value: 'python', title: text.python, about: text.pythonAbout },
  { value: 'typescript', title: text.typescript, about: text.typescriptAbout },
]

/** The code of the network in the selected language. */
export function CodePanel() {
  const [stored, setLanguage] = useStoredSetting<string>('code-language', 'python')
  const language = LANGUAGES.find(({ value }) => value === stored)?.value ?? 'python'
  // Deferred, so that the canvas renders before the code does.
  const latestReport = useSelect((state) => state.report)
  const latestDrawing = useSelect((state) => state.project.drawing)
  const latestPlan = useSelect((state) => state.project.plan)
  const { report, drawing, plan } = useDeferredValue(
    useMemo(
      () => ({ report: latestReport, drawing: latestDrawing, plan: latestPlan }),
      [latestReport, latestDrawing, latestPlan],
    ),
  )
  const inside = useSelect((state) => state.inside)
  const lines = useMemo(
    () =>
      report.checked &&
      linesOf(report.checked, drawing, report.expanded, language, plan).map(({ text: code, at = [] }) => ({
        code,
        nodes: [...new Set(at.flatMap((place) => visiblePath(place, inside) ?? []))],
      })),
    [report, drawing, plan, language, inside],
  )
  return (
    <>
      <div className={`${kit.row} ${kit.between} ${styles.tools}`}>
        <Segmented layout="bare" label={text.language} value={language} options={LANGUAGES} onChange={setLanguage} />
        <Copy code={lines && sourceOf(lines.map((line) => ({ text: line.code })))} />
      </div>
      {lines ? <Lines lines={lines} /> : <p className={`${kit.caption} ${styles.words}`}>{text.waiting}</p>}
    </>
  )
}

function Lines({ lines }: { readonly lines: readonly { readonly code: string; readonly nodes: readonly string[] }[] }) {
  const run = useRunCommand()
  const selection = useSelect((state) => state.selection)
  const selected = useMemo(() => new Set(selection), [selection])
  const box = useRef<HTMLOListElement>(null)
  const [first] = selection
  useEffect(() => {
    // Unlike `scrollIntoView`, setting `scrollTop` does not scroll the page.
    const row = first === undefined ? null : box.current?.querySelector<HTMLElement>('[data-chosen]')
    const frame = box.current
    if (!row || !frame) return
    const { offsetTop: top, offsetHeight: height } = row
    if (top < frame.scrollTop || top + height > frame.scrollTop + frame.clientHeight) frame.scrollTop = top - 40
  }, [first])
  return (
    <ol className={styles.code} ref={box} aria-label={text.lines}>
      {lines.map(({ code, nodes }, at) => {
        const [node] = nodes
        const isSelected = nodes.some((one) => selected.has(one))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is identified by its position
          <li key={at} data-chosen={isSelected ? '' : undefined}>
            {node === undefined ? (
              <code>{code || ' '}</code>
            ) : (
              <button type="button" aria-pressed={isSelected} onClick={() => run('select.set', { nodes: [node] })}>
                <code>{code}</code>
              </button>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** How long the button shows "copied", in ms. */
const COPIED_MS = 1600

function Copy({ code }: { readonly code: string | undefined }) {
  const run = useRunCommand()
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    const timer = isCopied ? setTimeout(() => setIsCopied(false), COPIED_MS) : undefined
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () =>
    copyText(code ?? '').then(
      () => setIsCopied(true),
      () => run('notice.show', { tone: 'bad', text: text.copyFailed }),
    )
  return (
    <>
      <Button
        size="small"
        {...(isCopied ? { icon: 'check' } : {})}
        disabled={code === undefined}
        onClick={() => void copy()}
      >
        {isCopied ? text.copied : text.copy}
      </Button>
      <span className="only-spoken" role="status">
        {isCopied ? text.copiedStatus : ''}
      </span>
    </>
  )
}

/** Copies text to the clipboard. Pages without HTTPS lack the clipboard API but can copy a selection. */
async function copyText(code: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(code)
  const field = document.createElement('textarea')
  field.value = code
  field.style.position = 'fixed'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('the browser did not copy the selection')
}
