/**
 * @file BlockThumbnail: a small picture of the network inside a block, showing its wires and its layers in their family
 * colors.
 */
import { memo } from 'react'
import { type Block, BLOCK } from '../../../../graph/block'
import { defOf } from '../../../network/layer-text'
import styles from './blocks.module.css'
import { isPort, layoutThumbnail } from './thumbnail-layout'

const WIDTH = 96
const HEIGHT = 60

/** The thumbnail. It is decorative, because the block's name and description are next to it. */
export const BlockThumbnail = memo(function BlockPicture({ inside }: Pick<Block, 'inside'>) {
  const { nodes, wires } = layoutThumbnail(inside, WIDTH, HEIGHT)
  return (
    <svg className={styles.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {wires.map(({ id, path }) => (
        <path key={id} d={path} fill="none" stroke="var(--edge)" strokeWidth="1" />
      ))}
      {nodes.map(({ id, kind, x, y }) =>
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
