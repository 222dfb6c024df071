// What a dashboard of this repository may hold: the types of Grafana's own package, each panel with its own options.
import type { AnnotationQuery, Dashboard as AnyDashboard, FieldConfig, FieldConfigSource, Panel, RowPanel } from '@grafana/schema';
import type * as bargauge from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as heatmap from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as statetimeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as timeseries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

interface DataSource {
  type: 'prometheus';
  uid: string;
}

// Not in @grafana/schema: by hand, after packages/grafana-prometheus/src/dataquery.ts.
interface PrometheusQuery {
  refId: string;
  datasource: DataSource;
  expr: string;
  legendFormat?: string;
  range?: boolean;
  instant?: boolean;
  format?: 'time_series' | 'table' | 'heatmap';
  interval?: string;
  exemplar?: boolean;
  editorMode?: 'builder' | 'code';
  hide?: boolean;
}

// stat and bargauge have none.
interface NoFieldOptions {}

interface PanelOf<Type extends string, Options, FieldOptions>
  extends Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets' | 'datasource'> {
  type: Type;
  options: Options;
  fieldConfig: Omit<FieldConfigSource, 'defaults'> & {
    defaults: Omit<FieldConfig, 'custom'> & { custom?: FieldOptions };
  };
  targets: PrometheusQuery[];
  datasource: DataSource;
}

type AnyPanel =
  | PanelOf<'timeseries', timeseries.Options, timeseries.FieldConfig>
  | PanelOf<'stat', stat.Options, NoFieldOptions>
  | PanelOf<'bargauge', bargauge.Options, NoFieldOptions>
  | PanelOf<'table', table.Options, table.FieldConfig>
  | PanelOf<'heatmap', heatmap.Options, heatmap.FieldConfig>
  | PanelOf<'state-timeline', statetimeline.Options, statetimeline.FieldConfig>;

// title, text and tags are of the Prometheus plugin: by hand, after packages/grafana-prometheus/src/annotations.ts.
interface PrometheusAnnotation extends Omit<AnnotationQuery, 'target' | 'datasource'> {
  datasource: DataSource;
  target: PrometheusQuery;
  titleFormat?: string;
  textFormat?: string;
  tagKeys?: string;
  useValueForTime?: boolean;
}

// Rows of ours are headings and hold no panels.
type Row = Omit<RowPanel, 'panels'> & { panels: [] };

export interface Dashboard extends Omit<AnyDashboard, 'panels' | 'annotations'> {
  panels: Array<AnyPanel | Row>;
  annotations: { list: PrometheusAnnotation[] };
}
