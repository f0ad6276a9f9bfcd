/** @file NoScore: what an empty score offers: traffic as usual in one press, or one of the scores that are there. */
import { scorePresets } from '../../../../gallery/scenarios'
import { Button } from '../../../kit/button'
import { Menu } from '../../../kit/menu'
import { useRun } from '../../../studio-context'
import styles from './score-dock.module.css'

const [usual, ...others] = scorePresets

/** Over the empty lanes. */
export function NoScore() {
  const run = useRun()
  return (
    <div className={styles.none}>
      <p>Nothing happens to this service yet.</p>
      {usual && (
        <Button
          tone="primary"
          size="small"
          title={usual.about}
          onClick={() => run('score.preset', { preset: usual.id })}
        >
          {usual.title}
        </Button>
      )}
      <Menu
        trigger={<Button size="small">Begin with…</Button>}
        items={others.map(({ id, title, about }) => ({
          title,
          about,
          onSelect: () => run('score.preset', { preset: id }),
        }))}
      />
    </div>
  )
}
