/** @file BlockPicture: the inside of a block as a small picture, with layers in the color of their family and their wires. */
import { memo } from 'react'
import { type Block, BLOCK } from '../../../../graph/block'
import { defOf } from '../../../network/read'
import styles from './blocks.module.css'
import { isPort, pictureOf } from './picture'

const WIDTH = 96
const HEIGHT = 60

/** The picture; decorative, next to the name and the description. */
export const BlockPicture = memo(function BlockPicture({ inside }: Pick<Block, 'inside'>) {
  const { marks, lines } = pictureOf(inside, WIDTH, HEIGHT)
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {lines.map(({ id, path }) => (
        <path key={id} d={path} fill="none" stroke="var(--edge)" strokeWidth="1" />
      ))}
      {marks.map(({ id, kind, x, y }) =>
        isPort(kind) ? (
          <circle key={id} cx={x} cy={y} r="2.2" fill="var(--panel)" stroke="var(--end)" strokeWidth="1.2" />
        ) : (
          <rect
            key={id}
            x={x - 4}
            y={y - 3}
            width="8"
            height="6"
            rx="1.5"
            fill={kind === BLOCK ? 'var(--accent)' : `var(--${defOf(kind)?.family ?? 'end'})`}
          />
        ),
      )}
    </svg>
  )
})
