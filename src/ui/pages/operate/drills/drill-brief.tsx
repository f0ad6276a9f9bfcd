/** @file Brief: the brief of a drill, rendered from Markdown with paragraphs, list items and emphasis. */
import { readRunbook } from '../../../../gallery/runbooks/runbook'
import styles from './drills.module.css'

export function Brief({ text }: { readonly text: string }) {
  const blocks = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <div className={styles.brief}>
      {blocks.map((line) => {
        const isItem = line.startsWith('- ')
        const [block] = readRunbook(isItem ? line.slice(2) : line, {})
        const parts = block?.parts.map((part, i) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
          typeof part === 'string' ? <span key={i}>{part}</span> : <strong key={i}>{part.text}</strong>,
        )
        return isItem ? (
          <p key={line} className={styles.item}>
            {parts}
          </p>
        ) : (
          <p key={line}>{parts}</p>
        )
      })}
    </div>
  )
}
