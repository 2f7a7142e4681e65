-- Addresses as numbers and back as canonical text. The engine's inet extension would have to be downloaded.

CREATE MACRO is_ipv6(t) AS contains(t, ':');

CREATE MACRO ipv4_value(t) AS
    list_reduce(list_transform(string_split(t, '.'), lambda o: o::UHUGEINT), lambda a, b: a * 256 + b);

CREATE MACRO ipv4_text(v) AS
    concat_ws('.', v // 16777216, v // 65536 % 256, v // 256 % 256, v % 256);

-- A dotted tail is two groups more.
CREATE MACRO ipv6_hex_tail(t) AS
    CASE WHEN contains(t, '.')
        THEN regexp_extract(t, '^(.*:)[^:]*$', 1)
            || printf('%x:%x', (ipv4_value(regexp_extract(t, '[^:]*$')) // 65536)::INTEGER, (ipv4_value(regexp_extract(t, '[^:]*$')) % 65536)::INTEGER)
        ELSE t
    END;

CREATE MACRO ipv6_groups_of(t) AS
    list_transform(list_filter(string_split(t, ':'), lambda g: g <> ''), lambda g: ('0x' || g)::BIGINT::UHUGEINT);

-- The groups on both sides of ::, and zeros between them.
CREATE MACRO ipv6_value(t) AS
    list_reduce(
        ipv6_groups_of(split_part(ipv6_hex_tail(t), '::', 1))
            || list_transform(
                range(8 - len(ipv6_groups_of(split_part(ipv6_hex_tail(t), '::', 1))) - len(ipv6_groups_of(split_part(ipv6_hex_tail(t), '::', 2)))),
                lambda i: 0::UHUGEINT)
            || ipv6_groups_of(split_part(ipv6_hex_tail(t), '::', 2)),
        lambda a, b: a * 65536 + b);

CREATE MACRO ipv6_full_text(v) AS
    array_to_string(
        list_transform(range(8), lambda i: printf('%x', (v // (65536::DOUBLE ** (7 - i))::UHUGEINT % 65536)::INTEGER)),
        ':');

-- RFC 5952: the longest run of at least two zero groups, of equal ones the first, becomes ::.
CREATE MACRO ipv6_shortened(t) AS
    CASE
        WHEN regexp_matches(t, '^0(:0){7}$') THEN '::'
        WHEN regexp_matches(t, '(^|:)0(:0){6}(:|$)') THEN regexp_replace(t, '(^|:)0(:0){6}(:|$)', '::')
        WHEN regexp_matches(t, '(^|:)0(:0){5}(:|$)') THEN regexp_replace(t, '(^|:)0(:0){5}(:|$)', '::')
        WHEN regexp_matches(t, '(^|:)0(:0){4}(:|$)') THEN regexp_replace(t, '(^|:)0(:0){4}(:|$)', '::')
        WHEN regexp_matches(t, '(^|:)0(:0){3}(:|$)') THEN regexp_replace(t, '(^|:)0(:0){3}(:|$)', '::')
        WHEN regexp_matches(t, '(^|:)0(:0){2}(:|$)') THEN regexp_replace(t, '(^|:)0(:0){2}(:|$)', '::')
        WHEN regexp_matches(t, '(^|:)0:0(:|$)') THEN regexp_replace(t, '(^|:)0:0(:|$)', '::')
        ELSE t
    END;

-- Section 5 of the RFC: addresses mapped from IPv4 keep their dotted tail.
CREATE MACRO ipv6_text(v) AS
    CASE WHEN v // 4294967296 = 65535
        THEN '::ffff:' || ipv4_text(v % 4294967296)
        ELSE ipv6_shortened(ipv6_full_text(v))
    END;

CREATE MACRO address_value(t) AS CASE WHEN is_ipv6(t) THEN ipv6_value(t) ELSE ipv4_value(t) END;

CREATE MACRO address_text(is6, v) AS CASE WHEN is6 THEN ipv6_text(v) ELSE ipv4_text(v) END;

-- Powers of two are exact as DOUBLE; the 128th has no room in an integer.
CREATE MACRO network_value(v, host_bits) AS
    CASE WHEN host_bits = 128 THEN 0::UHUGEINT ELSE v - v % (2::DOUBLE ** host_bits)::UHUGEINT END;

CREATE MACRO prefix_text(is6, v, length4, length6) AS
    CASE WHEN is6
        THEN ipv6_text(network_value(v, 128 - length6)) || '/' || length6
        ELSE ipv4_text(network_value(v, 32 - length4)) || '/' || length4
    END;

-- Whether an address lies in a network, written as address/length.
CREATE MACRO is_within(is6, v, network) AS
    is6 = is_ipv6(network)
        AND network_value(v, if(is6, 128, 32) - split_part(network, '/', 2)::INTEGER)
            = network_value(address_value(split_part(network, '/', 1)), if(is6, 128, 32) - split_part(network, '/', 2)::INTEGER);
