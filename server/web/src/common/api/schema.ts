// Made from schema/openapi.yaml by tools/api-types, and checked by tools/test: not to be edited.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Format: uuid */
        Id: string;
        AreaCode: string;
        /** @enum {string} */
        AreaLevel: "province" | "prefecture" | "county" | "township" | "village" | "community";
        /** @enum {string} */
        Basis: "received" | "verified";
        /**
         * @description By where the event was, or by where its team is based
         * @enum {string}
         */
        Attribution: "area" | "team";
        /** @enum {string} */
        ReviewState: "submitted" | "verified" | "returned" | "duplicate" | "joint" | "void_requested" | "deleted";
        /** @description The snapshot that was read */
        AsOf: {
            /** Format: date-time */
            time: string;
            seq: number;
        };
        Problem: {
            /** @constant */
            type: "about:blank";
            /** @description Chinese, or English when Accept-Language asks for it */
            title: string;
            status: number;
            /** @description Permanent */
            code: string;
            /** @description Whether the same request may succeed later */
            retryable: boolean;
            detail?: string;
            /** @description Of a record that is refused */
            problems?: components["schemas"]["RecordProblem"][];
            /** @description Of task_exists: the first one */
            task?: components["schemas"]["ReportTask"];
        };
        /** @description What is wrong with a record, and where */
        RecordProblem: {
            /** @description JSON pointer into the record */
            pointer: string;
            code: string;
            /** @description Chinese, or English when Accept-Language asks for it */
            message: string;
        };
        /** @description The record. schema/event.schema.json says all of it, with its bounds. Members that nobody knows are kept and given back; absent and null are the same. */
        Event: {
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "session" | "lecture";
            /** Format: date */
            occurred_on: string;
            /** @description HH:MM */
            started_at?: string | null;
            /** @description HH:MM */
            ended_at?: string | null;
            venue_type: string;
            area: components["schemas"]["AreaCode"];
            venue_id?: string | null;
            place?: string | null;
            title: string;
            campaigns?: string[] | null;
            forms?: string[] | null;
            topics?: string[] | null;
            organizers?: string[] | null;
            speakers?: string[] | null;
            recorded_by?: string | null;
            reach: components["schemas"]["Reach"];
            materials?: components["schemas"]["MaterialEntry"][] | null;
            lectures?: components["schemas"]["LectureEntry"][] | null;
            consultations?: number | null;
            note?: string | null;
            host?: components["schemas"]["Host"] | null;
            location?: components["schemas"]["Location"] | null;
            photos?: components["schemas"]["Photo"][] | null;
        } & {
            [key: string]: unknown;
        };
        Reach: {
            total: number;
            /** @description 18 and over */
            women?: number | null;
            /** @description Under 18 */
            children?: number | null;
            /** @enum {string|null} */
            method?: "signed_in" | "counted" | "estimated" | null;
        } & {
            [key: string]: unknown;
        };
        MaterialEntry: {
            item: string;
            copies: number;
        } & {
            [key: string]: unknown;
        };
        LectureEntry: {
            audience: string;
            topic?: string | null;
            attendance?: number | null;
        } & {
            [key: string]: unknown;
        };
        Host: {
            organization?: string | null;
            contact?: string | null;
            phone?: string | null;
            confirmed?: string | null;
            /** @description What was written on the phone's screen, as an SVG path in a box of 300 by 100 */
            signature?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description WGS-84 */
        Location: {
            latitude: number;
            longitude: number;
            accuracy_m?: number | null;
        } & {
            [key: string]: unknown;
        };
        Photo: {
            sha256: string;
            bytes?: number | null;
            media_type?: string | null;
            role?: string | null;
        } & {
            [key: string]: unknown;
        };
        Review: {
            state: components["schemas"]["ReviewState"];
            revision: number;
            reason: string | null;
            /** @description JSON pointers into the record */
            fields: string[];
            by: string | null;
            /**
             * @description Beside `by`: whether it was looked at by itself
             * @enum {string}
             */
            mode?: "single" | "bulk";
            /** Format: date-time */
            at: string | null;
            /** Format: date */
            due_on: string | null;
            /**
             * Format: uuid
             * @description The event that stays or leads
             */
            of: string | null;
            /** @description Only of `joint` */
            adds?: ("materials" | "lectures" | "consultations")[];
            /** @description Of the team, to the return before: why nothing was corrected */
            answer?: string;
        };
        /** @description An event in its newest state. */
        EventState: {
            id: components["schemas"]["Id"];
            version: number;
            deleted: boolean;
            team: components["schemas"]["Id"];
            /** @enum {string} */
            source: "phone" | "paper" | "import";
            entered_by: string | null;
            /** Format: uuid */
            device: string | null;
            /**
             * Format: date-time
             * @description Of the first version
             */
            received_at: string;
            /**
             * Format: date-time
             * @description Of the newest, by the phone's clock
             */
            edited_at: string | null;
            /** @description Phone minus server when it was sent */
            clock_offset_s: number | null;
            warnings: string[];
            receipt: string | null;
            review: components["schemas"]["Review"];
            /** @description SHA-256, hexadecimal */
            photos_stored: string[];
            /** @description null: a tombstone */
            event: components["schemas"]["Event"] | null;
            /** @description Only in lists that were asked for with `figures=yes` */
            figures?: components["schemas"]["EventFigures"];
        };
        /** @description What an event adds where it counts, of a joint record what a reviewer ticked */
        EventFigures: components["schemas"]["Totals"] & {
            /** @description Where the filter names an item */
            copies?: number;
            /** @description Where the filter names an audience */
            audience_lectures?: number;
            /** @description Likewise */
            attendance?: number;
        };
        EventPage: {
            events: components["schemas"]["EventState"][];
            next: string | null;
        };
        EventSums: {
            /** @description Rows of the list. Joint records are rows but no `events` of a figure */
            listed: number;
            sums: components["schemas"]["EventFigures"];
            next: string | null;
        };
        EventHistory: components["schemas"]["HistoryEntry"][];
        HistoryEntry: {
            version: number;
            /** @description Order of commits */
            seq: number;
            /** Format: date-time */
            at: string;
            /** @description The account, else the device */
            by: string | null;
            /** Format: uuid */
            device: string | null;
            /** @enum {string} */
            op: "put" | "delete" | "review" | "void_request" | "redact" | "answer";
            event: components["schemas"]["Event"] | null;
            review: components["schemas"]["Review"];
        };
        Receipt: {
            receipt: string;
            id: components["schemas"]["Id"];
            version: number;
            /** Format: date-time */
            received_at: string;
            newest_version: number;
            state: components["schemas"]["ReviewState"];
            deleted: boolean;
        };
        /** @description What speaks for one visit and against it; what weighed most comes first */
        LookAlikeReasons: components["schemas"]["LookAlikeReason"][];
        LookAlikeReason: {
            code: string;
            /** @description Chinese, or English when Accept-Language asks for it */
            text: string;
        };
        /** @description Who said that these are two different visits */
        Clearance: {
            by: string;
            /** Format: date-time */
            at: string;
            reason: string | null;
        } | null;
        LookAlikePair: {
            /** @description The two ids, the smaller one first, with a point between */
            id: string;
            score: number;
            /**
             * @description duplicate: one visit logged twice; joint: several teams at one event
             * @enum {string}
             */
            kind: "duplicate" | "joint";
            reasons: components["schemas"]["LookAlikeReasons"];
            cleared: components["schemas"]["Clearance"];
            events: components["schemas"]["EventState"][];
        };
        LookAlikePage: {
            pairs: components["schemas"]["LookAlikePair"][];
            next: string | null;
            open: number;
        };
        /** @description One of two, seen from the other */
        LookAlike: {
            event: components["schemas"]["EventState"];
            score: number;
            /** @enum {string} */
            kind: "duplicate" | "joint";
            reasons: components["schemas"]["LookAlikeReasons"];
            cleared: components["schemas"]["Clearance"];
        };
        LookAlikes: {
            look_alikes: components["schemas"]["LookAlike"][];
        };
        Change: {
            change_id: components["schemas"]["Id"];
            id: components["schemas"]["Id"];
            /** @default 0 */
            base: number;
            /** @description Of the content of the version it is based on, in place of `base` */
            base_digest?: string | null;
            /**
             * @description `answer`: to a return, with a reason and no record; nothing is to be corrected
             * @default put
             * @enum {string}
             */
            op: "put" | "delete" | "answer";
            /** Format: date-time */
            edited_at?: string | null;
            event?: components["schemas"]["Event"] | null;
            /** Format: uuid */
            team?: string | null;
            reason?: string | null;
            resolves?: components["schemas"]["Id"][];
            review_revision?: number | null;
            /** @default false */
            heal: boolean;
        };
        SyncRequest: {
            cursor?: string | null;
            /**
             * @description 0 pushes only; above 1000 is clamped
             * @default 500
             */
            limit: number;
            /** Format: date-time */
            sent_at?: string | null;
            client?: {
                app?: string;
                version?: string;
                protocol?: number;
            };
            pending?: components["schemas"]["Pending"];
            changes: components["schemas"]["Change"][];
            /** @description Closes kept changes without a change */
            resolves?: components["schemas"]["Id"][];
            /**
             * @description The page holds also what this request put
             * @default false
             */
            own: boolean;
            nil_reports?: {
                change_id: components["schemas"]["Id"];
                month: string;
                /**
                 * @description There was an event after all
                 * @default false
                 */
                withdrawn: boolean;
            }[];
            /** @description Asks for notices. Entries of `read` that cannot be taken, and all beyond 100, are passed over. */
            notices?: {
                /** @description The highest number that the phone has */
                after?: number | null;
                read?: {
                    id: components["schemas"]["Id"];
                    /** Format: date-time */
                    at: string;
                }[];
            };
        };
        /** @description What waits on a phone, drafts excluded */
        Pending: {
            events?: number;
            edits?: number;
            photos?: number;
            /** Format: date-time */
            oldest?: string | null;
        };
        ChangeResult: {
            /** Format: uuid */
            change_id: string | null;
            /** Format: uuid */
            id: string | null;
            /** @enum {string} */
            outcome: "accepted" | "unchanged" | "merged" | "conflict" | "rejected";
            version: number;
            receipt: string | null;
            problems: components["schemas"]["RecordProblem"][];
            warnings: string[];
            current: components["schemas"]["EventState"] | null;
        };
        SyncAnswer: {
            results: components["schemas"]["ChangeResult"][];
            changes: components["schemas"]["EventState"][];
            cursor: string;
            more: boolean;
            reset: boolean;
            /** Format: date-time */
            server_time: string;
            reference: string;
            notices: components["schemas"]["PhoneNotice"][];
            /** @description What in the request beside its changes could not be read, and was taken as not said */
            problems: {
                pointer: string;
                code: string;
            }[];
        };
        PhoneNotice: {
            id: components["schemas"]["Id"];
            number: number;
            /** @enum {string} */
            kind: "notice" | "reminder";
            title: string | null;
            text: string;
            /** Format: date */
            due_on: string | null;
            from: string;
            /** Format: date-time */
            at: string;
            withdrawn: boolean;
            /** @description This phone told so */
            read: boolean;
        };
        Enrolled: {
            token: string;
            team: components["schemas"]["Id"];
            area: components["schemas"]["AreaCode"];
            device_id: components["schemas"]["Id"];
        };
        Reference: {
            vocabulary: components["schemas"]["Vocabulary"];
            venues: components["schemas"]["ReferenceVenue"][];
            teams: components["schemas"]["ReferenceTeam"][];
            /** @description Whom accounts above and below the teams stand for */
            people: components["schemas"]["Person"][];
            /** @description The `reference` of sync's answers */
            etag: string;
        };
        ReferenceVenue: {
            id: string;
            venue_type: string;
            area: components["schemas"]["AreaCode"];
            name: string;
            /** Format: date */
            valid_from: string | null;
            /** Format: date */
            valid_to: string | null;
            /** @description Of a venue that turned out to be another: never to be offered, its visits are that one's */
            merged_into?: string;
        };
        ReferenceTeam: {
            id: components["schemas"]["Id"];
            name: string;
            area: components["schemas"]["AreaCode"];
            leader: string | null;
            /** @description Whom to ask about the team, by telephone; the coordinator nearest above it who gave a number */
            contact: {
                name: string | null;
                unit: string | null;
                telephone: string;
            } | null;
            members: components["schemas"]["TeamMember"][];
        };
        TeamMember: {
            name: string;
            unit: string;
            /** Format: date */
            from: string | null;
            /** Format: date */
            to: string | null;
        };
        Person: {
            username: string;
            name: string;
            unit: string | null;
        };
        AreaList: {
            areas: components["schemas"]["Area"][];
        };
        Area: {
            code: components["schemas"]["AreaCode"];
            name: string;
            level: components["schemas"]["AreaLevel"];
            parent: string | null;
            /** Format: date */
            valid_to: string | null;
            successor: string | null;
        };
        /** @description As schema/vocabulary.json */
        Vocabulary: {
            format: number;
            venue_types: components["schemas"]["Code"][];
            audiences: components["schemas"]["Code"][];
            items: components["schemas"]["Code"][];
            topics: components["schemas"]["Code"][];
            campaigns: components["schemas"]["Code"][];
            forms: components["schemas"]["Code"][];
        };
        Code: {
            code: string;
            zh: string;
            en: string;
            /** Format: date */
            valid_from: string | null;
            /**
             * Format: date
             * @description The last day
             */
            valid_to: string | null;
            replaced_by: string | null;
            /** @description venue_types */
            eight_entry?: boolean;
            /** @description venue_types */
            unusual_reach_above?: number | null;
            /** @description audiences */
            counts_as?: ("women" | "children")[];
            /** @description items */
            unit?: string;
            /** @description items */
            counts_as_material?: boolean;
            /** @description The oldest first, where there are any */
            former_names?: components["schemas"]["FormerName"][];
        };
        FormerName: {
            zh: string;
            en: string;
            /**
             * Format: date
             * @description Its last day
             */
            until: string;
        };
        WantedCode: {
            /** @description Of a new code */
            code?: string;
            /** @description A new code needs it */
            zh?: string;
            /** @description Of a new code else as zh */
            en?: string;
            /**
             * Format: date
             * @description Of a rename: its first day
             */
            from?: string;
            /** Format: date */
            valid_from?: string | null;
            /**
             * Format: date
             * @description The last day
             */
            valid_to?: string | null;
            /** @description Another code of the list */
            replaced_by?: string | null;
            /** @description venue_types */
            eight_entry?: boolean;
            /** @description venue_types */
            unusual_reach_above?: number | null;
            /** @description audiences */
            counts_as?: ("women" | "children")[];
            /** @description items */
            unit?: string;
            /** @description items */
            counts_as_material?: boolean;
            reason?: string;
        };
        KeptChange: {
            number: number;
            /** Format: uuid */
            change_id: string | null;
            /**
             * Format: uuid
             * @description Of the event
             */
            id: string | null;
            /** @enum {string} */
            outcome: "conflict" | "rejected";
            team: components["schemas"]["Id"];
            device: components["schemas"]["Id"];
            /** Format: date-time */
            received_at: string;
            problems: components["schemas"]["RecordProblem"][];
            /** @description As it was sent, whatever it was */
            change: unknown;
            /** Format: date-time */
            resolved_at: string | null;
            /** @description What is stored of the event today */
            current: components["schemas"]["EventState"] | null;
        };
        KeptPage: {
            kept: components["schemas"]["KeptChange"][];
            next: number | null;
        };
        ResolvedKept: {
            /** @description How many copies were closed */
            resolved: number;
            /** @description With a record: the event as it stands */
            current: components["schemas"]["EventState"] | null;
        };
        BulkReview: {
            reviewed: number;
            refused: number;
            results: {
                id: components["schemas"]["Id"];
                /** @enum {string} */
                outcome: "reviewed" | "refused";
                /** @description Why it was refused */
                code: string | null;
                revision: number | null;
            }[];
        };
        /** @description Events by state, and what the phones last said they have not sent yet. */
        States: {
            verified: number;
            submitted: number;
            returned: number;
            duplicate: number;
            joint: number;
            on_phones: number;
        };
        Totals: {
            events: number;
            /** @description 场次 */
            sessions: number;
            /** @description Of these in the listed venue types */
            eight_entry_sessions: number;
            lectures: number;
            women_children_lectures: number;
            /** @description 人次, not distinct persons */
            reach: number;
            reach_women: number;
            reach_children: number;
            reach_estimated: number;
            /** @description 份 */
            materials: number;
            consultations: number;
        };
        /** @description What figures are of */
        FigureHead: {
            /** @description YYYY-MM or YYYY-MM-DD, as it was asked */
            from: string;
            to: string;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            basis: components["schemas"]["Basis"];
            attribution: components["schemas"]["Attribution"];
        };
        AreaName: {
            area: components["schemas"]["AreaCode"];
            name: string;
        };
        VenueTypeName: {
            key: string;
            name: string;
        };
        Overview: {
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** Format: date */
            today: string;
            /** @description With any record, ascending */
            years: number[];
            /** @description YYYY-MM, the newest with any record */
            newest_month: string | null;
            states: components["schemas"]["States"];
            void_requested: number;
            /** @description Open pairs */
            look_alikes: number;
            /** @description Kept changes that are open; 0 for whom they are closed to */
            conflicts: number;
            /** @description Likewise */
            rejected: number;
            teams: number;
            silent_teams: number;
            as_of: components["schemas"]["AsOf"];
        };
        /** @description The figures of one key */
        FigureRow: components["schemas"]["Totals"] & {
            /** @description Null: of events that name none */
            key: string | null;
            name: string;
        };
        AreaFigureRow: components["schemas"]["FigureRow"] & {
            states: components["schemas"]["States"];
        };
        TeamFigureRow: components["schemas"]["FigureRow"] & {
            /** @description Joint records of the team, never summed upward */
            participations: number;
        };
        MaterialRow: {
            key: string | null;
            name: string;
            unit: string | null;
            copies: number;
            events: number;
        };
        AudienceRow: {
            key: string | null;
            name: string;
            lectures: number;
            attendance: number;
        };
        /** @description Rows of venue_type, area, month and team add up to the totals. An event counts once in each topic and campaign that it names. */
        Breakdowns: {
            venue_type: components["schemas"]["FigureRow"][];
            area: components["schemas"]["AreaFigureRow"][];
            month: components["schemas"]["FigureRow"][];
            topic: components["schemas"]["FigureRow"][];
            campaign: components["schemas"]["FigureRow"][];
            team: components["schemas"]["TeamFigureRow"][];
            material: components["schemas"]["MaterialRow"][];
            audience: components["schemas"]["AudienceRow"][];
        };
        Statistics: components["schemas"]["FigureHead"] & {
            as_of: components["schemas"]["AsOf"];
            totals: components["schemas"]["Totals"];
            states: components["schemas"]["States"];
            by: components["schemas"]["Breakdowns"];
            /** @description The sentence for the report */
            text: string;
        };
        CoverageCell: {
            sessions: number;
            lectures: number;
            reach: number;
            materials: number;
            target: number | null;
            gap: number | null;
            places_visited: number;
            places_total: number;
        };
        /** @description All venue types together. `sessions` counts every type; completion is `sessions_with_target` over `target`. `gap` is the sum of the types' gaps. */
        CoverageTotal: components["schemas"]["CoverageCell"] & {
            /** @description Of the types that have a target; of every type, where it is set for all of them */
            sessions_with_target: number;
            /**
             * @description The one set for exactly this area and all types; the sum of its own by type; the sum of those of its rows
             * @enum {string|null}
             */
            target_from: "area" | "types" | "rows" | null;
        };
        /** @description How current the figures are */
        CoverageContact: {
            states: components["schemas"]["States"];
            /**
             * Format: date-time
             * @description When the least recently heard team based there last synced; null if one never did
             */
            data_as_of: string | null;
            teams: number;
            silent_teams: number;
        };
        CoverageRow: components["schemas"]["CoverageContact"] & {
            area: components["schemas"]["AreaCode"];
            name: string;
            level: components["schemas"]["AreaLevel"];
            /** @description By venue type */
            cells: {
                [key: string]: components["schemas"]["CoverageCell"];
            };
            total: components["schemas"]["CoverageTotal"];
        };
        /** @description Cells, total and states of all rows, and the level of the area */
        CoverageSum: components["schemas"]["CoverageTotal"] & components["schemas"]["CoverageContact"] & {
            level: components["schemas"]["AreaLevel"];
            /** @description By venue type */
            cells: {
                [key: string]: components["schemas"]["CoverageCell"];
            };
        };
        CoverageTable: {
            venue_types: components["schemas"]["VenueTypeName"][];
            rows: components["schemas"]["CoverageRow"][];
            total: components["schemas"]["CoverageSum"];
        };
        Coverage: components["schemas"]["FigureHead"] & components["schemas"]["CoverageTable"] & {
            year: number | null;
            as_of: components["schemas"]["AsOf"];
        };
        Gap: {
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** @description Its name, above a township */
            county: string | null;
            level: components["schemas"]["AreaLevel"];
            /** @description null: a target for all types together */
            venue_type: string | null;
            venue_type_name: string;
            sessions: number;
            target: number;
            gap: number;
            teams: number;
            silent_teams: number;
            /** Format: date-time */
            data_as_of: string | null;
        };
        GapList: components["schemas"]["FigureHead"] & {
            year: number | null;
            gaps: components["schemas"]["Gap"][];
            next: string | null;
            as_of: components["schemas"]["AsOf"];
        };
        Place: {
            area: components["schemas"]["AreaCode"];
            /** @description Its id; null for a village or community itself */
            venue: string | null;
            name: string;
            venue_type: string;
            township: string | null;
            county: string | null;
            visits: number;
            /** @description On the last day of the period */
            in_use: boolean;
        };
        PlaceList: components["schemas"]["FigureHead"] & {
            year: number | null;
            /** @description Of total */
            visited: number;
            /** @description That fit all parameters but visited */
            total: number;
            places: components["schemas"]["Place"][];
            next: string | null;
            as_of: components["schemas"]["AsOf"];
        };
        CrossHead: {
            key: string | null;
            name: string;
            /** @description Not of rows with columns=measure */
            total?: number;
        };
        CrossColumn: components["schemas"]["CrossHead"] & {
            total: number;
        };
        /** @enum {string} */
        Axis: "area" | "team" | "venue_type" | "month" | "quarter" | "half" | "year" | "topic" | "campaign" | "audience" | "item" | "measure";
        Cross: components["schemas"]["FigureHead"] & {
            row_axis: components["schemas"]["Axis"];
            column_axis: components["schemas"]["Axis"];
            /**
             * @description Null with columns=measure
             * @enum {string|null}
             */
            measure: "events" | "sessions" | "eight_entry_sessions" | "lectures" | "women_children_lectures" | "reach" | "reach_women" | "reach_children" | "reach_estimated" | "materials" | "consultations" | "attendance" | null;
            rows: components["schemas"]["CrossHead"][];
            columns: components["schemas"]["CrossColumn"][];
            /** @description By row, by column */
            cells: number[][];
            total: number | null;
            overlaps: boolean;
            as_of: components["schemas"]["AsOf"];
        };
        MainFigures: {
            sessions: number;
            lectures: number;
            reach: number;
            materials: number;
        };
        MonthFigures: components["schemas"]["MainFigures"] & {
            /** @description YYYY-MM */
            month: string;
            /** @description By venue type */
            venue_types: {
                [key: string]: components["schemas"]["MainFigures"];
            };
        };
        AreaYearFigures: components["schemas"]["MainFigures"] & {
            area: components["schemas"]["AreaCode"];
            name: string;
            last_year: components["schemas"]["MainFigures"] | null;
        };
        Months: components["schemas"]["FigureHead"] & {
            year: number;
            venue_types: components["schemas"]["VenueTypeName"][];
            months: components["schemas"]["MonthFigures"][];
            last_year: components["schemas"]["MonthFigures"][] | null;
            areas: components["schemas"]["AreaYearFigures"][];
            total: components["schemas"]["MainFigures"];
            last_year_total: components["schemas"]["MainFigures"] | null;
            as_of: components["schemas"]["AsOf"];
        };
        /** @enum {string} */
        TargetMetric: "sessions" | "women_children_lectures" | "places_visited" | "materials";
        /** @description Either of an area or of a team. */
        Target: {
            area?: components["schemas"]["AreaCode"];
            team?: components["schemas"]["Id"];
            /** @description Null: all types together */
            venue_type: string | null;
            metric: components["schemas"]["TargetMetric"];
            /** @description Null: removed */
            value: number | null;
            /** Format: date */
            from: string;
            document_no: string;
            reason: string;
        };
        /** @description Either of an area or of a team. */
        WantedTarget: {
            area?: components["schemas"]["AreaCode"];
            team?: components["schemas"]["Id"];
            /** @description Null: all types together */
            venue_type?: string | null;
            metric: components["schemas"]["TargetMetric"];
            /** @description Null removes it */
            value: number | null;
            /** Format: date */
            from?: string;
            document_no?: string;
            reason?: string;
        };
        TargetChange: components["schemas"]["Target"] & {
            area_name: string | null;
            team_name: string | null;
            /** Format: date-time */
            at: string;
            by: string;
        };
        TargetHistory: {
            changes: components["schemas"]["TargetChange"][];
            /** @description All of a year are on one page */
            next: null;
        };
        TargetImport: {
            rows: number;
            /** @description Cells that differ from what is in force */
            changed: number;
            /** @description Of the rows in which nothing is wrong */
            cells: components["schemas"]["Target"][];
            problems: components["schemas"]["TargetImportProblem"][];
            applied: boolean;
        };
        TargetImportProblem: {
            /** @description In the text, the headings being 1 */
            line: number;
            /** @description The heading; null: the line as a whole */
            column: string | null;
            /** @description missing_area, unknown_area, ambiguous_area, area_mismatch, unknown_team, ambiguous_team, unknown_venue_type, unknown_metric, missing_value, invalid_value, not_a_number, not_whole, negative, range, too_large, invalid_date, scientific_number, too_long, forbidden, repeated_row, unknown_column, repeated_column, missing_column, too_many_cells, unclosed_quote, no_rows, too_many_rows */
            code: string;
            /** @description Chinese, or English when Accept-Language asks for it */
            message: string;
        };
        TargetValue: {
            value: number;
            /** Format: date */
            from: string;
            document_no: string;
            reason: string;
            /** Format: date-time */
            at: string;
        };
        /** @description Either of an area or of a team. */
        TargetProgressRow: {
            area?: components["schemas"]["AreaCode"];
            area_name?: string;
            team?: components["schemas"]["Id"];
            team_name?: string;
            /** @description Null: all types together */
            venue_type: string | null;
            metric: components["schemas"]["TargetMetric"];
            /** @description The first value ever set */
            initial: components["schemas"]["TargetValue"];
            /** @description Null: removed */
            current: components["schemas"]["TargetValue"] | null;
            /** @description After the first value */
            changes: number;
            /** @description Of an area by where events were; of a team wherever it recorded */
            reached: number;
        };
        TargetProgress: components["schemas"]["FigureHead"] & {
            year: number;
            rows: components["schemas"]["TargetProgressRow"][];
            as_of: components["schemas"]["AsOf"];
        };
        TeamMonth: {
            month: string;
            /**
             * @description 已报, 零报告, 未报 (the deadline has not passed), 逾期未报, the month has not begun, the team was made in a later month
             * @enum {string}
             */
            status: "reported" | "nil" | "none" | "overdue" | "future" | "before";
            /** @description In any state but deleted, wherever they were */
            events: number;
        };
        TeamReporting: {
            team: components["schemas"]["Id"];
            name: string;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** @description Its name; null for a team of the prefecture */
            county: string | null;
            /** @description Like phone: null for who may not see telephones */
            leader: string | null;
            phone: string | null;
            /** Format: date-time */
            last_heard_at: string | null;
            /** @description Events that wait on its phones, by their last word */
            unsent: number;
            /** Format: date-time */
            oldest_unsent: string | null;
            silent: boolean;
            /** @description In the order of the months asked for */
            months: components["schemas"]["TeamMonth"][];
        };
        Reporting: {
            year: number;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** @description The day of the following month until which a report is in time */
            due_day: number;
            /** @description 2015-01, … */
            months: string[];
            teams: components["schemas"]["TeamReporting"][];
            /** @description Counties of the prefecture, or the area asked for, where no team is based. */
            areas_without_team: components["schemas"]["AreaName"][];
            as_of: components["schemas"]["AsOf"];
        };
        MadeNilReport: {
            team: components["schemas"]["Id"];
            month: string;
        };
        Report: components["schemas"]["Statistics"] & {
            cover: components["schemas"]["CoverSheet"];
            /** @description Estimates are among it */
            is_draft: boolean;
            /** @description Of the year in which the span lies */
            estimates: components["schemas"]["ReportEstimates"] | null;
            /** @description As GET /submissions; null where no county is concerned */
            submissions: components["schemas"]["Submissions"] | null;
            coverage: components["schemas"]["CoverageTable"];
            attributions: components["schemas"]["Attributions"];
            comparison: components["schemas"]["Comparison"] | null;
            /** @description For each year: the area, its children, and teams over all venue types. In a part of a year `reached` is what lies in it. */
            targets: components["schemas"]["YearTargets"][] | null;
            teams: components["schemas"]["ReportTeams"];
            quality: components["schemas"]["DataQuality"];
        };
        AttributionRow: {
            area: components["schemas"]["AreaCode"];
            name: string;
            by_area: components["schemas"]["Totals"];
            by_team: components["schemas"]["Totals"];
        };
        Attributions: {
            by_area: components["schemas"]["Totals"];
            by_team: components["schemas"]["Totals"];
            agree: boolean;
            /** @description Each child of the area; they add up to both totals */
            rows: components["schemas"]["AttributionRow"][];
        };
        EarlierPeriod: {
            from: string;
            to: string;
            /** @description Null where no record is as old or the caller may not look */
            totals: components["schemas"]["Totals"] | null;
        };
        Comparison: {
            /** @description The last first */
            earlier: components["schemas"]["EarlierPeriod"][];
            change: components["schemas"]["Totals"] | null;
            change_percent: components["schemas"]["Percentages"] | null;
            /** @description Null unless all three have totals */
            mean_of_three: components["schemas"]["Means"] | null;
            change_from_mean_percent: components["schemas"]["Percentages"] | null;
        };
        /** @description Of each figure of the totals */
        Means: {
            events: number;
            sessions: number;
            eight_entry_sessions: number;
            lectures: number;
            women_children_lectures: number;
            reach: number;
            reach_women: number;
            reach_children: number;
            reach_estimated: number;
            materials: number;
            consultations: number;
        };
        /** @description Of each figure of the totals; null: of nothing */
        Percentages: {
            events: number | null;
            sessions: number | null;
            eight_entry_sessions: number | null;
            lectures: number | null;
            women_children_lectures: number | null;
            reach: number | null;
            reach_women: number | null;
            reach_children: number | null;
            reach_estimated: number | null;
            materials: number | null;
            consultations: number | null;
        };
        TargetCompletion: components["schemas"]["TargetProgressRow"] & {
            percent_of_initial: number | null;
            percent_of_current: number | null;
        };
        YearTargets: {
            year: number;
            rows: components["schemas"]["TargetCompletion"][];
        };
        ReportTeams: {
            teams: number;
            active_teams: number;
            members: number;
            members_by_team: {
                team: components["schemas"]["Id"];
                name: string;
                members: number;
            }[];
        };
        DataQuality: {
            states: components["schemas"]["States"];
            /** @description Counted events by how they were verified; other are those that are not */
            reviews: {
                single: number;
                bulk: number;
                other: number;
            };
            void_requested: number;
            written_off: number;
            reach_estimated: number;
            reach_not_estimated: number;
            teams: number;
            silent_teams: number;
            months_reported: number;
            months_nil: number;
            months_overdue: number;
            owing: {
                team: components["schemas"]["Id"];
                name: string;
                area_name: string;
                months_overdue: number;
            }[];
            areas_without_team: components["schemas"]["AreaName"][];
        };
        /** @enum {string} */
        CoverField: "form_number" | "issued_by" | "approval_number" | "compiled_by" | "head" | "statistics_head" | "checked_by" | "filled_by" | "telephone";
        CoverTexts: {
            /** @description 表号 */
            form_number: string;
            /** @description 制定机关 */
            issued_by: string;
            /** @description 批准文号 */
            approval_number: string;
            /** @description 综合单位 */
            compiled_by: string;
            /** @description 单位负责人 */
            head: string;
            /** @description 统计负责人 */
            statistics_head: string;
            /** @description 审核人 */
            checked_by: string;
            /** @description 填表人 */
            filled_by: string;
            /** @description 联系电话 */
            telephone: string;
        };
        /** @description What stands on the cover of a report; a text is empty where nobody wrote one */
        CoverSheet: components["schemas"]["CoverTexts"] & {
            /** @description Taken over from above */
            inherited: components["schemas"]["CoverField"][];
            /** Format: date-time */
            changed_at: string | null;
            changed_by: string | null;
        };
        ReportCover: components["schemas"]["CoverSheet"] & {
            area: components["schemas"]["AreaCode"];
            area_name: string;
        };
        /** @enum {string} */
        EstimatedMetric: "sessions" | "eight_entry_sessions" | "lectures" | "women_children_lectures" | "reach" | "materials" | "consultations";
        Estimate: {
            metric: components["schemas"]["EstimatedMetric"];
            value: number;
            grounds: string;
            by: string;
            /** Format: date-time */
            at: string;
        };
        Estimates: {
            area: components["schemas"]["AreaCode"];
            year: number;
            rows: components["schemas"]["Estimate"][];
        };
        ReportEstimates: {
            year: number;
            rows: (components["schemas"]["Estimate"] & {
                /** @description The figure as it is */
                so_far: number;
            })[];
        };
        /** @enum {string} */
        SubmissionState: "draft" | "submitted" | "returned" | "accepted" | "taken";
        SubmissionStep: {
            /** @enum {string} */
            step: "submit" | "return" | "accept" | "take";
            report: components["schemas"]["Id"];
            version: number;
            /** Format: date-time */
            at: string;
            by: string;
            reason: string;
        };
        Submission: {
            area: components["schemas"]["AreaCode"];
            area_name: string;
            state: components["schemas"]["SubmissionState"];
            /** @description The version that the newest step is about */
            report: components["schemas"]["SealedReport"] | null;
            newest: components["schemas"]["SealedReport"] | null;
            /** Format: date-time */
            at: string | null;
            by: string | null;
            reason: string | null;
            reported: components["schemas"]["MainFigures"] | null;
            now: components["schemas"]["MainFigures"];
            steps: components["schemas"]["SubmissionStep"][];
        };
        Submissions: {
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            basis: components["schemas"]["Basis"];
            own: components["schemas"]["Submission"] | null;
            rows: components["schemas"]["Submission"][];
            counts: {
                draft: number;
                submitted: number;
                returned: number;
                accepted: number;
                taken: number;
            };
        };
        ReportTask: {
            id: components["schemas"]["Id"];
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            basis: components["schemas"]["Basis"];
            document_no: string;
            note: string | null;
            /** Format: date */
            due_on: string;
            /** Format: date-time */
            at: string;
            by: string;
            /** @description Null for the one that asked */
            own: components["schemas"]["TaskState"] | null;
            /** @description Of every area below, for the one that asked */
            rows: components["schemas"]["TaskState"][];
        };
        /** @description How far an area's report came */
        TaskState: {
            area: components["schemas"]["AreaCode"];
            area_name: string;
            state: components["schemas"]["SubmissionState"];
            version: number | null;
            /** Format: date-time */
            at: string | null;
            reason: string | null;
        };
        ReportTaskList: {
            area: components["schemas"]["AreaCode"];
            /** @description Areas below report to this one */
            announces: boolean;
            waiting: number;
            tasks: components["schemas"]["ReportTask"][];
        };
        SealedReport: {
            id: components["schemas"]["Id"];
            /** @description Of this area, span and basis */
            version: number;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            basis: components["schemas"]["Basis"];
            reason: string;
            /** Format: date-time */
            sealed_at: string;
            sealed_by: string;
            /** @description The newest row of the history that it knows */
            seq: number;
            /** @description Of the document in canonical JSON (RFC 8785) */
            sha256: string;
        };
        ReportList: {
            reports: components["schemas"]["SealedReport"][];
        };
        SealedVersion: components["schemas"]["SealedReport"] & {
            document: components["schemas"]["SealedDocument"];
            tables: components["schemas"]["PaperTable"][];
            /** @description The page that checks a paper or a file against this version */
            verify_url: string;
            /** @description Its QR code */
            verify_svg: string;
        };
        /** @description What `bajin report --verify` takes */
        SealedFile: {
            document: components["schemas"]["SealedDocument"];
            /** @description Each its id, version, state, what it adds, and the SHA-256 of the record */
            events: unknown[][];
            sha256: string;
        };
        /** @description What was sealed. `cover` and `submissions` came later than the first versions, `sections` with format 2. */
        SealedDocument: {
            id: components["schemas"]["Id"];
            version: number;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            basis: components["schemas"]["Basis"];
            reason: string;
            /** Format: date-time */
            sealed_at: string;
            sealed_by: string;
            seq: number;
            /** @description bajin-report/1 or bajin-report/2 */
            format: string;
            /** @description Of the sentence */
            template: string;
            /** @description By attribution/dimension/key/metric */
            figures: {
                [key: string]: number;
            };
            /** @description Visited: venue type, then the area's code or the venue's id */
            places: string[][];
            text: string;
            events: {
                count: number;
                sha256: string;
            };
            names: {
                areas: {
                    [key: string]: string;
                };
                teams: {
                    [key: string]: {
                        name: string;
                        area: components["schemas"]["AreaCode"];
                    };
                };
            };
            vocabulary: components["schemas"]["Vocabulary"];
            venues: {
                [key: string]: {
                    venue_type: string;
                    area: components["schemas"]["AreaCode"];
                    name: string;
                    merged_into?: string;
                };
            };
            targets: components["schemas"]["SealedTarget"][];
            cover?: {
                [key: string]: string;
            };
            submissions?: components["schemas"]["SealedSubmission"][];
            sections?: {
                /** @description By attribution */
                tables: {
                    area: components["schemas"]["PaperTable"][];
                    team: components["schemas"]["PaperTable"][];
                };
                checks: {
                    findings: components["schemas"]["CheckFinding"][];
                    explanations: components["schemas"]["Explanation"][];
                };
            };
        };
        /** @description Either of an area or of a team. */
        SealedTarget: {
            year: number;
            area?: components["schemas"]["AreaCode"];
            team?: components["schemas"]["Id"];
            venue_type: string | null;
            metric: components["schemas"]["TargetMetric"];
            value: number;
            /** Format: date */
            from: string;
            document_no: string;
        };
        SealedSubmission: {
            area: components["schemas"]["AreaCode"];
            state: components["schemas"]["SubmissionState"];
            /** Format: uuid */
            report: string | null;
            version: number | null;
            /** Format: date-time */
            at: string | null;
        };
        PaperTable: {
            sheet: string;
            title: string;
            columns: components["schemas"]["PaperColumn"][];
            blocks: components["schemas"]["PaperBlock"][];
            notes: string[];
            chart: {
                title: string;
                column: number;
            } | null;
        };
        PaperColumn: {
            heading: string;
            group?: string;
            sum?: boolean;
            /** @description It is the sum of so many columns to its left */
            left?: number;
        };
        PaperCell: string | number | null;
        PaperBlock: {
            label: string;
            rows: components["schemas"]["PaperCell"][][];
            total: components["schemas"]["PaperCell"][] | null;
        };
        ReportDifference: {
            before: components["schemas"]["SealedReport"];
            after: components["schemas"]["SealedReport"] | null;
            /** @description Nothing at all differs */
            same: boolean;
            figures: components["schemas"]["ChangedFigure"][];
            places: components["schemas"]["ChangedPlace"][];
            /** @description Of this page */
            events: components["schemas"]["ChangedEvent"][];
            /** @description All changed events */
            events_count: number;
            next: string | null;
            /** @description Those that stand on one side only */
            targets: {
                before: components["schemas"]["SealedTarget"][];
                after: components["schemas"]["SealedTarget"][];
            };
            codes: components["schemas"]["ChangedCode"][];
            cover: {
                field: components["schemas"]["CoverField"];
                before: string | null;
                after: string | null;
            }[];
            /** @description How far the counties' own reports had come */
            submissions: {
                area: components["schemas"]["AreaCode"];
                before: components["schemas"]["SealedSubmission"] | null;
                after: components["schemas"]["SealedSubmission"] | null;
            }[];
            text: {
                before: string;
                after: string;
            };
        };
        ChangedFigure: {
            /** @description attribution/dimension/key/metric */
            figure: string;
            before: number;
            after: number;
            change: number;
            causes: {
                event: components["schemas"]["Id"];
                change: number;
            }[];
        };
        ChangedPlace: {
            venue_type: string;
            /** @description The code of a village or community, or the id of a venue */
            place: string;
            /** @description 1: visited now, -1: no longer */
            change: number;
            events: components["schemas"]["Id"][];
        };
        ChangedEvent: {
            id: components["schemas"]["Id"];
            /** @enum {string} */
            kind: "added" | "edited" | "reviewed" | "removed" | "codes";
            before: components["schemas"]["SealedEventState"] | null;
            after: components["schemas"]["SealedEventState"] | null;
            /** Format: date */
            occurred_on: string;
            area: components["schemas"]["AreaCode"];
            title: string;
            team: components["schemas"]["Id"];
        };
        SealedEventState: {
            version: number;
            state: components["schemas"]["ReviewState"];
        };
        /** @description Null on the side that has none */
        ChangedCode: {
            /** @description A code list, or areas, teams, venues */
            list: string;
            code: string;
            /** @description As the sealed document has it */
            before: unknown;
            /** @description Likewise */
            after: unknown;
        };
        ReportChecks: components["schemas"]["FigureHead"] & {
            totals: components["schemas"]["Totals"];
            text: string;
            waiting: {
                submitted: number;
                returned: number;
                on_phones: number;
                months_owed: number;
                look_alikes: number;
                late: number;
            };
            owing: {
                name: string;
                area_name: string;
                months: number;
            }[];
            /** @description The span is over */
            is_over: boolean;
            /** @description It holds estimates */
            is_draft: boolean;
            findings: components["schemas"]["CheckFinding"][];
            offered: components["schemas"]["OfferedExplanation"][];
        };
        CheckFinding: {
            key: string;
            check: string;
            /** @enum {string} */
            kind: "mandatory" | "verify";
            zh: string;
            en: string;
            metric: string;
            area: string;
            area_name: string;
            value: number;
            against: number;
        };
        Explanation: {
            /** @description Their keys */
            findings: string[];
            text: string;
        };
        /** @description What was written in an earlier version */
        OfferedExplanation: components["schemas"]["Explanation"] & {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            version: number;
        };
        /** @enum {string} */
        FindingVerdict: "genuine" | "partly_genuine" | "not_genuine" | "unverifiable";
        Finding: {
            finding: components["schemas"]["FindingVerdict"];
            note: string;
            by: string;
            /** Format: date-time */
            at: string;
        };
        /** @description As it is now; of an event out of the caller's sight only what was drawn */
        SampleEvent: {
            id: components["schemas"]["Id"];
            /** @description When it was drawn */
            version: number;
            /** @description Null: out of sight since */
            now_version: number | null;
            finding: components["schemas"]["Finding"] | null;
            state?: components["schemas"]["ReviewState"];
            /** Format: date */
            occurred_on?: string;
            area?: components["schemas"]["AreaCode"];
            area_name?: string;
            team?: components["schemas"]["Id"];
            team_name?: string | null;
            /** @description Like venue_type: not of a deleted one */
            title?: string;
            venue_type?: string;
        };
        SampleHead: {
            id: components["schemas"]["Id"];
            seed: string;
            size: number;
            /** @description How many events the list had */
            population: number;
            /** @description The newest change when it was drawn. Later records make another list */
            seq: number;
            note: string;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            /** @description The parameters of GET /events */
            filter: {
                [key: string]: string;
            };
            /** Format: date-time */
            made_at: string;
            made_by: string;
            findings: {
                genuine: number;
                partly_genuine: number;
                not_genuine: number;
                unverifiable: number;
                /** @description Not looked into yet */
                open: number;
            };
        };
        Sample: components["schemas"]["SampleHead"] & {
            events: components["schemas"]["SampleEvent"][];
        };
        SampleList: {
            samples: components["schemas"]["SampleHead"][];
        };
        /** @description Of a team, as it is sent */
        Member: {
            name: string;
            unit?: string | null;
            /** Format: date */
            from?: string | null;
            /** Format: date */
            to?: string | null;
        };
        Team: {
            id: components["schemas"]["Id"];
            name: string;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            leader: string;
            phone: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_heard_at: string | null;
            /** @description Events that wait on its phones, by their last word */
            unsent: number;
            /** @description Events that lost phones still held */
            written_off: number;
        };
        TeamWithMembers: components["schemas"]["Team"] & {
            members: components["schemas"]["TeamMember"][];
        };
        TeamList: {
            teams: components["schemas"]["Team"][];
        };
        /** @description What waits on a phone, by its last word */
        DevicePending: {
            events: number;
            edits: number;
            photos: number;
            /** Format: date-time */
            oldest: string | null;
        };
        Device: {
            id: components["schemas"]["Id"];
            name: string;
            /** @description For which it records now */
            teams: components["schemas"]["Id"][];
            /** @enum {string} */
            state: "active" | "outbox_only" | "revoked" | "lost";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_heard_at: string | null;
            app_version: string;
            clock_offset_s: number | null;
            pending: components["schemas"]["DevicePending"];
            /** @description What a lost phone still held */
            written_off: components["schemas"]["DevicePending"] | null;
            /** Format: date-time */
            revoked_at: string | null;
            /** Format: date-time */
            lost_at: string | null;
        };
        DeviceList: {
            devices: components["schemas"]["Device"][];
        };
        Enrolment: {
            code: string;
            team: components["schemas"]["Id"];
            /** @enum {string} */
            state: "open" | "used" | "cancelled" | "expired";
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires: string;
            made_by: string;
            /**
             * Format: uuid
             * @description That used it, or that it is for
             */
            device: string | null;
            outbox_only: boolean;
            /** Format: date-time */
            used_at: string | null;
        };
        /** @description As it is made, with what a phone's camera reads */
        NewEnrolment: components["schemas"]["Enrolment"] & {
            url: string;
            /** @description The QR code */
            svg: string;
        };
        EnrolmentList: {
            enrolments: components["schemas"]["Enrolment"][];
        };
        Notice: {
            id: components["schemas"]["Id"];
            /** @description Its place in the feed: rises when it is withdrawn */
            number: number;
            /** @enum {string} */
            kind: "notice" | "reminder";
            title: string | null;
            text: string;
            /** Format: date */
            due_on: string | null;
            /** @description For all teams based at or below it */
            area: string | null;
            /** Format: uuid */
            team: string | null;
            made_by: string;
            /** Format: date-time */
            made_at: string;
            /** Format: date-time */
            withdrawn_at: string | null;
            /** @description How many teams it goes to */
            teams: number;
            /** @description How many of them have read it */
            read_by: number;
            /** @description Of one notice alone, not in lists. */
            receipts?: {
                team: components["schemas"]["Id"];
                name: string;
                /** Format: date-time */
                read_at: string | null;
                device: string | null;
            }[];
        };
        NoticePage: {
            notices: components["schemas"]["Notice"][];
            next: number | null;
        };
        /** @enum {string} */
        Role: "admin" | "coordinator" | "viewer" | "auditor";
        User: {
            id: components["schemas"]["Id"];
            username: string;
            /** @description Whom the account stands for */
            name: string | null;
            unit: string | null;
            telephone: string | null;
            role: components["schemas"]["Role"];
            area: components["schemas"]["AreaCode"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            disabled_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /**
             * Format: date
             * @description The days that an auditor may look at
             */
            from: string | null;
            /** Format: date */
            to: string | null;
            /** @description Its password, before all else */
            must_change: boolean;
        };
        UserList: {
            users: components["schemas"]["User"][];
        };
        /** @description Who is signed in, and for how long */
        Session: {
            user: components["schemas"]["Id"];
            username: string;
            role: components["schemas"]["Role"];
            /** @description What the account may do, by the names that the server decides by */
            rights: string[];
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** @description The password, before all else */
            must_change: boolean;
            /** @description Null where no cookie shows the sign-in */
            csrf: string | null;
            /** Format: date-time */
            expires: string;
            /** @description After so long without a person it ends */
            idle_seconds: number;
            /** @description Seconds */
            idle_ends_in: number;
            /** @description Seconds, whatever happens */
            ends_in: number;
        };
        SignedIn: components["schemas"]["Session"] & {
            /** @description Not with cookie_only */
            token?: string;
        };
        /** @description One of an account's sign-ins */
        SignIn: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            begun_at: string;
            /**
             * Format: date-time
             * @description When a person last asked for something; to the minute
             */
            used_at: string;
            /** Format: date-time */
            expires_at: string;
            /** @description From where it was begun */
            address: string;
            user_agent: string;
            /** @description The one that asks */
            this: boolean;
        };
        SessionList: {
            sessions: components["schemas"]["SignIn"][];
        };
        AuditEntry: {
            number: number;
            /** Format: date-time */
            at: string;
            actor: string;
            /** Format: uuid */
            actor_id: string | null;
            action: string;
            /** Format: uuid */
            event: string | null;
            area: string | null;
            subject: string | null;
            address: string;
            /** @description Each action has its own */
            details: {
                [key: string]: unknown;
            };
        };
        AuditPage: {
            rows: components["schemas"]["AuditEntry"][];
            next: number | null;
        };
        Venue: {
            id: string;
            venue_type: string;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            /** @description Name; null in the prefecture itself */
            county: string | null;
            name: string;
            /** Format: date */
            valid_from: string | null;
            /**
             * Format: date
             * @description The last day
             */
            valid_to: string | null;
            /** @description The venue that it turned out to be */
            merged_into: string | null;
            /** @description Counted events ever, basis received; null where the caller may not see it */
            visits: number | null;
        };
        VenuePage: {
            venues: components["schemas"]["Venue"][];
            next: string | null;
            total: number;
        };
        VenueSuggestion: {
            /** @description As it was written last */
            place: string;
            venue_type: string;
            area: components["schemas"]["AreaCode"];
            area_name: string;
            events: number;
            /** Format: date */
            first_on: string;
            /** Format: date */
            last_on: string;
        };
        VenueSuggestions: {
            suggestions: components["schemas"]["VenueSuggestion"][];
            events_read: number;
            complete: boolean;
        };
        VenueImport: {
            rows: number;
            added: number;
            changed: number;
            unchanged: number;
            problems: components["schemas"]["VenueImportProblem"][];
            applied: boolean;
        };
        VenueImportProblem: {
            /** @description In the file; the headings are line 1 */
            line: number;
            column: string;
            code: string;
            /** @description Chinese, or English when Accept-Language asks for it */
            message: string;
        };
        Settings: {
            /** @description Of the month after, by which a month is to be reported */
            report_due_day: number;
            /** @description A team not heard of for longer is silent */
            silent_after_days: number;
            /** @description Within which a returned record is to be corrected */
            return_due_days: number;
            /** @description On the cover of reports */
            organization: string;
            /** Format: date-time */
            changed_at: string | null;
            changed_by: string | null;
        };
        Progress: {
            /** @enum {string} */
            state: "working" | "ready" | "failed" | "cancelled";
            done: number;
            /** @description Null until it is known */
            total: number | null;
        };
        Health: {
            /** @constant */
            status: "ok";
            version: string;
            /** @description Of the newest commit */
            seq: number;
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "degraded" | "not_ready";
            version: string;
            /** @description storage, log, disk, clock, backup, lanes, follower; each with its `status`, `ok` (of backups also `off`) when nothing is wrong */
            checks: {
                [key: string]: components["schemas"]["ReadinessCheck"];
            };
        };
        ReadinessCheck: {
            status: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Id = components['schemas']['Id'];
export type AreaCode = components['schemas']['AreaCode'];
export type AreaLevel = components['schemas']['AreaLevel'];
export type Basis = components['schemas']['Basis'];
export type Attribution = components['schemas']['Attribution'];
export type ReviewState = components['schemas']['ReviewState'];
export type AsOf = components['schemas']['AsOf'];
export type Problem = components['schemas']['Problem'];
export type RecordProblem = components['schemas']['RecordProblem'];
export type Event = components['schemas']['Event'];
export type Reach = components['schemas']['Reach'];
export type MaterialEntry = components['schemas']['MaterialEntry'];
export type LectureEntry = components['schemas']['LectureEntry'];
export type Host = components['schemas']['Host'];
export type Location = components['schemas']['Location'];
export type Photo = components['schemas']['Photo'];
export type Review = components['schemas']['Review'];
export type EventState = components['schemas']['EventState'];
export type EventFigures = components['schemas']['EventFigures'];
export type EventPage = components['schemas']['EventPage'];
export type EventSums = components['schemas']['EventSums'];
export type EventHistory = components['schemas']['EventHistory'];
export type HistoryEntry = components['schemas']['HistoryEntry'];
export type Receipt = components['schemas']['Receipt'];
export type LookAlikeReasons = components['schemas']['LookAlikeReasons'];
export type LookAlikeReason = components['schemas']['LookAlikeReason'];
export type Clearance = components['schemas']['Clearance'];
export type LookAlikePair = components['schemas']['LookAlikePair'];
export type LookAlikePage = components['schemas']['LookAlikePage'];
export type LookAlike = components['schemas']['LookAlike'];
export type LookAlikes = components['schemas']['LookAlikes'];
export type Change = components['schemas']['Change'];
export type SyncRequest = components['schemas']['SyncRequest'];
export type Pending = components['schemas']['Pending'];
export type ChangeResult = components['schemas']['ChangeResult'];
export type SyncAnswer = components['schemas']['SyncAnswer'];
export type PhoneNotice = components['schemas']['PhoneNotice'];
export type Enrolled = components['schemas']['Enrolled'];
export type Reference = components['schemas']['Reference'];
export type ReferenceVenue = components['schemas']['ReferenceVenue'];
export type ReferenceTeam = components['schemas']['ReferenceTeam'];
export type TeamMember = components['schemas']['TeamMember'];
export type Person = components['schemas']['Person'];
export type AreaList = components['schemas']['AreaList'];
export type Area = components['schemas']['Area'];
export type Vocabulary = components['schemas']['Vocabulary'];
export type Code = components['schemas']['Code'];
export type FormerName = components['schemas']['FormerName'];
export type WantedCode = components['schemas']['WantedCode'];
export type KeptChange = components['schemas']['KeptChange'];
export type KeptPage = components['schemas']['KeptPage'];
export type ResolvedKept = components['schemas']['ResolvedKept'];
export type BulkReview = components['schemas']['BulkReview'];
export type States = components['schemas']['States'];
export type Totals = components['schemas']['Totals'];
export type FigureHead = components['schemas']['FigureHead'];
export type AreaName = components['schemas']['AreaName'];
export type VenueTypeName = components['schemas']['VenueTypeName'];
export type Overview = components['schemas']['Overview'];
export type FigureRow = components['schemas']['FigureRow'];
export type AreaFigureRow = components['schemas']['AreaFigureRow'];
export type TeamFigureRow = components['schemas']['TeamFigureRow'];
export type MaterialRow = components['schemas']['MaterialRow'];
export type AudienceRow = components['schemas']['AudienceRow'];
export type Breakdowns = components['schemas']['Breakdowns'];
export type Statistics = components['schemas']['Statistics'];
export type CoverageCell = components['schemas']['CoverageCell'];
export type CoverageTotal = components['schemas']['CoverageTotal'];
export type CoverageContact = components['schemas']['CoverageContact'];
export type CoverageRow = components['schemas']['CoverageRow'];
export type CoverageSum = components['schemas']['CoverageSum'];
export type CoverageTable = components['schemas']['CoverageTable'];
export type Coverage = components['schemas']['Coverage'];
export type Gap = components['schemas']['Gap'];
export type GapList = components['schemas']['GapList'];
export type Place = components['schemas']['Place'];
export type PlaceList = components['schemas']['PlaceList'];
export type CrossHead = components['schemas']['CrossHead'];
export type CrossColumn = components['schemas']['CrossColumn'];
export type Axis = components['schemas']['Axis'];
export type Cross = components['schemas']['Cross'];
export type MainFigures = components['schemas']['MainFigures'];
export type MonthFigures = components['schemas']['MonthFigures'];
export type AreaYearFigures = components['schemas']['AreaYearFigures'];
export type Months = components['schemas']['Months'];
export type TargetMetric = components['schemas']['TargetMetric'];
export type Target = components['schemas']['Target'];
export type WantedTarget = components['schemas']['WantedTarget'];
export type TargetChange = components['schemas']['TargetChange'];
export type TargetHistory = components['schemas']['TargetHistory'];
export type TargetImport = components['schemas']['TargetImport'];
export type TargetImportProblem = components['schemas']['TargetImportProblem'];
export type TargetValue = components['schemas']['TargetValue'];
export type TargetProgressRow = components['schemas']['TargetProgressRow'];
export type TargetProgress = components['schemas']['TargetProgress'];
export type TeamMonth = components['schemas']['TeamMonth'];
export type TeamReporting = components['schemas']['TeamReporting'];
export type Reporting = components['schemas']['Reporting'];
export type MadeNilReport = components['schemas']['MadeNilReport'];
export type Report = components['schemas']['Report'];
export type AttributionRow = components['schemas']['AttributionRow'];
export type Attributions = components['schemas']['Attributions'];
export type EarlierPeriod = components['schemas']['EarlierPeriod'];
export type Comparison = components['schemas']['Comparison'];
export type Means = components['schemas']['Means'];
export type Percentages = components['schemas']['Percentages'];
export type TargetCompletion = components['schemas']['TargetCompletion'];
export type YearTargets = components['schemas']['YearTargets'];
export type ReportTeams = components['schemas']['ReportTeams'];
export type DataQuality = components['schemas']['DataQuality'];
export type CoverField = components['schemas']['CoverField'];
export type CoverTexts = components['schemas']['CoverTexts'];
export type CoverSheet = components['schemas']['CoverSheet'];
export type ReportCover = components['schemas']['ReportCover'];
export type EstimatedMetric = components['schemas']['EstimatedMetric'];
export type Estimate = components['schemas']['Estimate'];
export type Estimates = components['schemas']['Estimates'];
export type ReportEstimates = components['schemas']['ReportEstimates'];
export type SubmissionState = components['schemas']['SubmissionState'];
export type SubmissionStep = components['schemas']['SubmissionStep'];
export type Submission = components['schemas']['Submission'];
export type Submissions = components['schemas']['Submissions'];
export type ReportTask = components['schemas']['ReportTask'];
export type TaskState = components['schemas']['TaskState'];
export type ReportTaskList = components['schemas']['ReportTaskList'];
export type SealedReport = components['schemas']['SealedReport'];
export type ReportList = components['schemas']['ReportList'];
export type SealedVersion = components['schemas']['SealedVersion'];
export type SealedFile = components['schemas']['SealedFile'];
export type SealedDocument = components['schemas']['SealedDocument'];
export type SealedTarget = components['schemas']['SealedTarget'];
export type SealedSubmission = components['schemas']['SealedSubmission'];
export type PaperTable = components['schemas']['PaperTable'];
export type PaperColumn = components['schemas']['PaperColumn'];
export type PaperCell = components['schemas']['PaperCell'];
export type PaperBlock = components['schemas']['PaperBlock'];
export type ReportDifference = components['schemas']['ReportDifference'];
export type ChangedFigure = components['schemas']['ChangedFigure'];
export type ChangedPlace = components['schemas']['ChangedPlace'];
export type ChangedEvent = components['schemas']['ChangedEvent'];
export type SealedEventState = components['schemas']['SealedEventState'];
export type ChangedCode = components['schemas']['ChangedCode'];
export type ReportChecks = components['schemas']['ReportChecks'];
export type CheckFinding = components['schemas']['CheckFinding'];
export type Explanation = components['schemas']['Explanation'];
export type OfferedExplanation = components['schemas']['OfferedExplanation'];
export type FindingVerdict = components['schemas']['FindingVerdict'];
export type Finding = components['schemas']['Finding'];
export type SampleEvent = components['schemas']['SampleEvent'];
export type SampleHead = components['schemas']['SampleHead'];
export type Sample = components['schemas']['Sample'];
export type SampleList = components['schemas']['SampleList'];
export type Member = components['schemas']['Member'];
export type Team = components['schemas']['Team'];
export type TeamWithMembers = components['schemas']['TeamWithMembers'];
export type TeamList = components['schemas']['TeamList'];
export type DevicePending = components['schemas']['DevicePending'];
export type Device = components['schemas']['Device'];
export type DeviceList = components['schemas']['DeviceList'];
export type Enrolment = components['schemas']['Enrolment'];
export type NewEnrolment = components['schemas']['NewEnrolment'];
export type EnrolmentList = components['schemas']['EnrolmentList'];
export type Notice = components['schemas']['Notice'];
export type NoticePage = components['schemas']['NoticePage'];
export type Role = components['schemas']['Role'];
export type User = components['schemas']['User'];
export type UserList = components['schemas']['UserList'];
export type Session = components['schemas']['Session'];
export type SignedIn = components['schemas']['SignedIn'];
export type SignIn = components['schemas']['SignIn'];
export type SessionList = components['schemas']['SessionList'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type AuditPage = components['schemas']['AuditPage'];
export type Venue = components['schemas']['Venue'];
export type VenuePage = components['schemas']['VenuePage'];
export type VenueSuggestion = components['schemas']['VenueSuggestion'];
export type VenueSuggestions = components['schemas']['VenueSuggestions'];
export type VenueImport = components['schemas']['VenueImport'];
export type VenueImportProblem = components['schemas']['VenueImportProblem'];
export type Settings = components['schemas']['Settings'];
export type Progress = components['schemas']['Progress'];
export type Health = components['schemas']['Health'];
export type Readiness = components['schemas']['Readiness'];
export type ReadinessCheck = components['schemas']['ReadinessCheck'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
