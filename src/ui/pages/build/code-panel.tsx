/** @file Code panel: the drawing as Python or TypeScript while it is drawn; a line and its layer are selected together. */
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { sourceOf } from '../../../compile/code'
import type { Language } from '../../../compile/languages'
import { linesOf } from '../../../compile/lines-of'
import { placeSeen } from '../../../compile/stands-at'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { useKept } from '../../shell/use-kept'
import { useRun, useSelect } from '../../studio-context'
import styles from './side-panel.module.css'

const LANGUAGES: readonly { readonly value: Language; readonly title: string; readonly about: string }[] = [
  { value: 'python', title: 'Python', about: 'Keras 3' },
  { value: 'typescript', title: 'TypeScript', about: 'TensorFlow.js' },
]

/** The drawing as code. */
export function CodePanel() {
  const [kept, setLanguage] = useKept<string>('code-language', 'python')
  const language = LANGUAGES.find(({ value }) => value === kept)?.value ?? 'python'
  // What is drawn comes first; its code follows a frame later.
  const now = useSelect((state) => state.report)
  const drawn = useSelect((state) => state.project.drawing)
  const { report, drawing } = useDeferredValue(useMemo(() => ({ report: now, drawing: drawn }), [now, drawn]))
  const inside = useSelect((state) => state.inside)
  const lines = useMemo(
    () =>
      report.checked &&
      linesOf(report.checked, drawing, report.expanded, language).map(({ text, at = [] }) => ({
        text,
        nodes: [...new Set(at.flatMap((place) => placeSeen(place, inside) ?? []))],
      })),
    [report, drawing, language, inside],
  )
  return (
    <>
      <div className={styles.tools}>
        <Segmented layout="bare" label="Language" value={language} options={LANGUAGES} onChange={setLanguage} />
        <Copy text={lines && sourceOf(lines)} />
      </div>
      {lines ? (
        <Lines lines={lines} />
      ) : (
        <p className={styles.words}>The drawing has a problem. Its code stands here as soon as that is mended.</p>
      )}
    </>
  )
}

function Lines({ lines }: { readonly lines: readonly { readonly text: string; readonly nodes: readonly string[] }[] }) {
  const run = useRun()
  const selection = useSelect((state) => state.selection)
  const chosen = useMemo(() => new Set(selection), [selection])
  const box = useRef<HTMLOListElement>(null)
  const [first] = selection
  useEffect(() => {
    // Scrolls the list alone: the page stays where it is.
    const row = first === undefined ? null : box.current?.querySelector<HTMLElement>('[data-chosen]')
    const frame = box.current
    if (!row || !frame) return
    const { offsetTop: top, offsetHeight: height } = row
    if (top < frame.scrollTop || top + height > frame.scrollTop + frame.clientHeight) frame.scrollTop = top - 40
  }, [first])
  return (
    <ol className={styles.code} ref={box} aria-label="Lines of code">
      {lines.map(({ text, nodes }, at) => {
        const [node] = nodes
        const on = nodes.some((one) => chosen.has(one))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <li key={at} data-chosen={on ? '' : undefined}>
            {node === undefined ? (
              <code>{text || ' '}</code>
            ) : (
              <button type="button" aria-pressed={on} onClick={() => run('select.set', { nodes: [node] })}>
                <code>{text}</code>
              </button>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** How long a copy is told as done. */
const TOLD_MS = 1600

function Copy({ text }: { readonly text: string | undefined }) {
  const run = useRun()
  const [done, setDone] = useState(false)
  useEffect(() => {
    const timer = done ? setTimeout(() => setDone(false), TOLD_MS) : undefined
    return () => clearTimeout(timer)
  }, [done])
  const copy = () =>
    copyText(text ?? '').then(
      () => setDone(true),
      () =>
        run('notice.show', { tone: 'bad', text: 'This browser did not let the page copy. Select the lines instead.' }),
    )
  return (
    <>
      <Button size="small" icon={done ? 'check' : 'download'} disabled={text === undefined} onClick={() => void copy()}>
        {done ? 'Copied' : 'Copy'}
      </Button>
      <span className="only-spoken" role="status">
        {done ? 'The code is on the clipboard.' : ''}
      </span>
    </>
  )
}

/** Pages of plain http have no clipboard of the new kind; a browser's own copy of a selection works there too. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  if (!copied) throw new Error('not copied')
}
