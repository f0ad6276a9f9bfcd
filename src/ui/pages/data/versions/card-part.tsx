/** @file The card of a set: what it is called and is, its licence and where it is from, as its owner says. */
import type { SetRecord } from '../../../../storage/dataset-records'
import { TextField } from '../../../kit/text-field'
import { useRun } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

/** Title and card, kept as they are left. */
export function CardPart({ set }: { readonly set: SetRecord }) {
  const run = useRun()
  const { id, title, card } = set
  const change = (part: object) => run('dataset.card', { dataset: id, ...part })
  return (
    <section className={styles.part} aria-label="Card">
      <div className={styles.title}>
        <h3>Card</h3>
        <span>goes along where the set does</span>
      </div>
      <div className={layout.card}>
        <TextField
          label="Title"
          value={title}
          maxLength={120}
          onChange={(value) => run('dataset.rename', { dataset: id, title: value })}
        />
        <TextField
          label="About"
          value={card.about}
          placeholder="What it is, in a sentence"
          maxLength={2000}
          onChange={(about) => change({ about })}
        />
        <TextField
          label="Licence"
          value={card.licence}
          placeholder="CC BY 4.0, private, ..."
          maxLength={2000}
          onChange={(licence) => change({ licence })}
        />
        <TextField
          label="Source"
          value={card.source}
          placeholder="Where it is from"
          maxLength={2000}
          onChange={(source) => change({ source })}
        />
      </div>
    </section>
  )
}
