import { Table } from '@mantine/core'
import css from './GridTable.module.css'
import type { Grid } from './grid'

interface Props {
  grid: Grid
  label: string
  /** as high as a chart, for the table behind one */
  bounded?: boolean
}

/** Whether its rows are things with properties, more than numbers to compare: on a phone each then stands for itself. */
const isRecords = ({ head }: Grid): boolean => head.length > 2 && head.slice(1).some(({ numeric, acts }) => !numeric && !acts)

/** Roles are written out: to a browser, a row that is laid out otherwise is none any more. */
export function GridTable({ grid, label, bounded = false }: Props) {
  return (
    <div className={bounded ? css.bounded : css.scroll} tabIndex={0} role="region" aria-label={label}>
      <Table role="table" stickyHeader={bounded} highlightOnHover {...(isRecords(grid) && { className: css.records })}>
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {grid.head.map(({ name, numeric, acts }) => (
              <Table.Th key={name} role="columnheader" scope="col" className={numeric || acts ? css.number : css.text}>
                {acts ? <span className="sr">{name}</span> : name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {grid.body.map(({ key, cells }) => (
            <Table.Tr key={key} role="row">
              {cells.map(({ shown }, index) =>
                index === 0 ? (
                  <Table.Th key={index} role="rowheader" scope="row" className={css.first}>
                    {shown}
                  </Table.Th>
                ) : (
                  <Table.Td
                    key={index}
                    role="cell"
                    className={grid.head[index]?.numeric || grid.head[index]?.acts ? css.number : css.text}
                    data-name={grid.head[index]?.acts ? '' : grid.head[index]?.name}
                  >
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
