/** @file Ticks: a named group of check boxes. */
import styles from './lesson.module.css'

export interface Tick {
  readonly id: string
  readonly title: string
  readonly on: boolean
  /** Distinguishes it from another of the same title. */
  readonly about?: string
}

/** The group; `onChange` gets the id that was switched and its new state. */
export function Ticks({
  legend,
  ticks,
  onChange,
}: {
  readonly legend: string
  readonly ticks: readonly Tick[]
  readonly onChange: (id: string, on: boolean) => void
}) {
  return (
    <fieldset className={styles.ticks}>
      <legend>{legend}</legend>
      <div className={styles.columns}>
        {ticks.map(({ id, title, on, about }) => (
          <label key={id}>
            <input type="checkbox" checked={on} onChange={(event) => onChange(id, event.target.checked)} />
            <span>
              {title}
              {about && <span className={styles.about}> {about}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
