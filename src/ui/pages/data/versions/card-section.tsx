/** @file The card of a dataset: title, description, license and source, as entered by its owner. */
import { versionsText as text } from '../../../../messages/en/data/versions'
import type { SetRecord } from '../../../../storage/dataset-records'
import { TextField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import styles from '../../pages.module.css'
import layout from './versions.module.css'

/** Title and card; each text field is saved when it loses the focus. */
export function CardSection({ set }: { readonly set: SetRecord }) {
  const run = useRunCommand()
  const { id, title, card } = set
  const change = (part: object) => run('dataset.card', { dataset: id, ...part })
  return (
    <section className={styles.part} aria-label={text.card.title}>
      <div className={styles.title}>
        <h3>{text.card.title}</h3>
        <span>{text.card.about}</span>
      </div>
      <div className={layout.card}>
        <TextField
          label={text.card.fields.title.label}
          value={title}
          maxLength={120}
          onChange={(value) => run('dataset.rename', { dataset: id, title: value })}
        />
        <TextField
          label={text.card.fields.about.label}
          value={card.about}
          placeholder={text.card.fields.about.placeholder}
          maxLength={2000}
          onChange={(about) => change({ about })}
        />
        <TextField
          label={text.card.fields.licence.label}
          value={card.licence}
          placeholder={text.card.fields.licence.placeholder}
          maxLength={2000}
          onChange={(license) => change({ license })}
        />
        <TextField
          label={text.card.fields.source.label}
          value={card.source}
          placeholder={text.card.fields.source.placeholder}
          maxLength={2000}
          onChange={(source) => change({ source })}
        />
      </div>
    </section>
  )
}
