import { Table } from '@mantine/core'
import css from './GridTable.module.css'
import type { Grid } from './grid'

interface Props {
  grid: Grid
  label: string
  /** as high as a chart, for the table behind one */
  bounded?: boolean
}

export function GridTable({ grid, label, bounded = false }: Props) {
  return (
    <div className={bounded ? css.bounded : css.scroll} tabIndex={0} role="region" aria-label={label}>
      <Table stickyHeader={bounded} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {grid.head.map(({ name, numeric, acts }) => (
              <Table.Th key={name} scope="col" className={numeric || acts ? css.number : css.text}>
                {acts ? <span className="sr">{name}</span> : name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {grid.body.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map(({ shown }, index) =>
                index === 0 ? (
                  <Table.Th key={index} scope="row" className={css.first}>
                    {shown}
                  </Table.Th>
                ) : (
                  <Table.Td key={index} className={grid.head[index]?.numeric || grid.head[index]?.acts ? css.number : css.text}>
                    {shown}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
