//! Palettes that people know from their editors, by name, each on its own background.
//!
//! The colours are their authors' (Catppuccin, morhetz's gruvbox, Nord, Dracula, Tokyo Night, Rosé
//! Pine, Ethan Schoonover's Solarized). Where one falls short of WCAG AA on its background, with
//! true colour or with the nearest of 256, its lightness is moved in Oklab until it reaches it; the
//! hue stays.

use super::paint::{BasePaints, rgb};

/// The colours of a palette.
struct Palette {
    ground: u32,
    text: u32,
    dim: u32,
    rule: u32,
    track: u32,
    band: u32,
    band_text: u32,
    band_match: u32,
    accent: u32,
    warning: u32,
    right: u32,
    wrong: u32,
    easy: u32,
    curves: [u32; 3],
}

impl Palette {
    const fn paints(self) -> BasePaints {
        let band = rgb(self.band);
        BasePaints {
            text: rgb(self.text).on(rgb(self.ground)),
            dim: rgb(self.dim),
            rule: rgb(self.rule),
            track: rgb(self.track),
            accent: rgb(self.accent),
            band: rgb(self.band_text).on(band),
            band_match: rgb(self.band_match).on(band),
            warning: rgb(self.warning),
            right: rgb(self.right),
            wrong: rgb(self.wrong),
            easy: rgb(self.easy),
            curves: [rgb(self.curves[0]), rgb(self.curves[1]), rgb(self.curves[2])],
        }
    }
}

pub(super) const CATPPUCCIN_LATTE: BasePaints = Palette {
    ground: 0xef_f1_f5,
    text: 0x4c_4f_69,
    dim: 0x69_6c_82,
    rule: 0x83_86_98,
    track: 0xbc_c0_cc,
    band: 0xcc_d0_da,
    band_text: 0x4c_4f_69,
    band_match: 0x87_3c_00,
    accent: 0x88_39_ef,
    warning: 0x9a_4e_00,
    right: 0x00_72_00,
    wrong: 0xd2_0f_39,
    easy: 0x13_5c_ea,
    curves: [0x17_92_99, 0xec_53_00, 0xc4_53_a8],
}
.paints();

pub(super) const CATPPUCCIN_FRAPPE: BasePaints = Palette {
    ground: 0x30_34_46,
    text: 0xc6_d0_f5,
    dim: 0xa5_ad_ce,
    rule: 0x83_8b_a7,
    track: 0x51_57_6d,
    band: 0x51_57_6d,
    band_text: 0xc6_d0_f5,
    band_match: 0xe8_cb_93,
    accent: 0xca_9e_e6,
    warning: 0xe5_c8_90,
    right: 0xa6_d1_89,
    wrong: 0xee_88_8a,
    easy: 0x8c_aa_ee,
    curves: [0x81_c8_be, 0xef_9f_76, 0xf4_b8_e4],
}
.paints();

pub(super) const CATPPUCCIN_MACCHIATO: BasePaints = Palette {
    ground: 0x24_27_3a,
    text: 0xca_d3_f5,
    dim: 0xa5_ad_cb,
    rule: 0x80_87_a2,
    track: 0x49_4d_65,
    band: 0x49_4d_65,
    band_text: 0xca_d3_f5,
    band_match: 0xee_d4_9f,
    accent: 0xc6_a0_f6,
    warning: 0xee_d4_9f,
    right: 0xa6_da_95,
    wrong: 0xed_87_96,
    easy: 0x8a_ad_f4,
    curves: [0x8b_d5_ca, 0xf5_a9_7f, 0xf5_bd_e6],
}
.paints();

pub(super) const CATPPUCCIN_MOCHA: BasePaints = Palette {
    ground: 0x1e_1e_2e,
    text: 0xcd_d6_f4,
    dim: 0xa6_ad_c8,
    rule: 0x7f_84_9c,
    track: 0x45_47_5a,
    band: 0x45_47_5a,
    band_text: 0xcd_d6_f4,
    band_match: 0xf9_e2_af,
    accent: 0xcb_a6_f7,
    warning: 0xf9_e2_af,
    right: 0xa6_e3_a1,
    wrong: 0xf3_8b_a8,
    easy: 0x89_b4_fa,
    curves: [0x94_e2_d5, 0xfa_b3_87, 0xf5_c2_e7],
}
.paints();

pub(super) const GRUVBOX_DARK: BasePaints = Palette {
    ground: 0x28_28_28,
    text: 0xeb_db_b2,
    dim: 0xa8_99_84,
    rule: 0x92_83_74,
    track: 0x50_49_45,
    band: 0x50_49_45,
    band_text: 0xeb_db_b2,
    band_match: 0xff_c4_39,
    accent: 0x8e_c0_7c,
    warning: 0xfa_bd_2f,
    right: 0xb8_bb_26,
    wrong: 0xff_50_3b,
    easy: 0x83_a5_98,
    curves: [0xd3_86_9b, 0xfe_80_19, 0xfa_bd_2f],
}
.paints();

pub(super) const GRUVBOX_LIGHT: BasePaints = Palette {
    ground: 0xfb_f1_c7,
    text: 0x3c_38_36,
    dim: 0x76_69_5e,
    rule: 0x92_83_74,
    track: 0xd5_c4_a1,
    band: 0xd5_c4_a1,
    band_text: 0x3c_38_36,
    band_match: 0x79_3e_00,
    accent: 0x33_6c_4a,
    warning: 0x9b_5e_00,
    right: 0x73_6e_00,
    wrong: 0x9d_00_06,
    easy: 0x07_66_78,
    curves: [0x8f_3f_71, 0xaf_3a_03, 0xb5_76_14],
}
.paints();

pub(super) const NORD: BasePaints = Palette {
    ground: 0x2e_34_40,
    text: 0xd8_de_e9,
    dim: 0xa3_ad_bf,
    rule: 0x7b_88_a1,
    track: 0x43_4c_5e,
    band: 0x43_4c_5e,
    band_text: 0xd8_de_e9,
    band_match: 0xeb_cb_8b,
    accent: 0x88_c0_d0,
    warning: 0xeb_cb_8b,
    right: 0xa3_be_8c,
    wrong: 0xe4_82_8a,
    easy: 0x81_a1_c1,
    curves: [0xb4_8e_ad, 0xa3_be_8c, 0xd0_87_70],
}
.paints();

pub(super) const DRACULA: BasePaints = Palette {
    ground: 0x28_2a_36,
    text: 0xf8_f8_f2,
    dim: 0x85_96_cb,
    rule: 0x62_72_a4,
    track: 0x44_47_5a,
    band: 0x44_47_5a,
    band_text: 0xf8_f8_f2,
    band_match: 0xff_b8_6c,
    accent: 0xbd_93_f9,
    warning: 0xff_b8_6c,
    right: 0x50_fa_7b,
    wrong: 0xff_55_55,
    easy: 0x8b_e9_fd,
    curves: [0xff_79_c6, 0xf1_fa_8c, 0x8b_e9_fd],
}
.paints();

pub(super) const TOKYO_NIGHT: BasePaints = Palette {
    ground: 0x1a_1b_26,
    text: 0xc0_ca_f5,
    dim: 0x9a_a5_ce,
    rule: 0x73_7a_a2,
    track: 0x33_46_7c,
    band: 0x33_46_7c,
    band_text: 0xc0_ca_f5,
    band_match: 0xf7_c5_7e,
    accent: 0xbb_9a_f7,
    warning: 0xe0_af_68,
    right: 0x9e_ce_6a,
    wrong: 0xf7_76_8e,
    easy: 0x7a_a2_f7,
    curves: [0x7d_cf_ff, 0xff_9e_65, 0x9e_ce_6a],
}
.paints();

pub(super) const ROSE_PINE: BasePaints = Palette {
    ground: 0x19_17_24,
    text: 0xe0_de_f4,
    dim: 0x90_8c_aa,
    rule: 0x71_6d_89,
    track: 0x40_3d_52,
    band: 0x40_3d_52,
    band_text: 0xe0_de_f4,
    band_match: 0xf6_c1_77,
    accent: 0xc4_a7_e7,
    warning: 0xf6_c1_77,
    right: 0x9c_cf_d8,
    wrong: 0xeb_6f_92,
    easy: 0x3e_8f_b0,
    curves: [0xeb_bc_ba, 0xf6_c1_77, 0x9c_cf_d8],
}
.paints();

pub(super) const SOLARIZED_DARK: BasePaints = Palette {
    ground: 0x00_2b_36,
    text: 0x93_a1_a1,
    dim: 0x83_94_96,
    rule: 0x65_7b_83,
    track: 0x0d_4a_59,
    band: 0x0d_4a_59,
    band_text: 0xa9_b7_b7,
    band_match: 0xd9_ab_3e,
    accent: 0x2a_a1_98,
    warning: 0xb5_89_00,
    right: 0x88_9c_0a,
    wrong: 0xfd_54_4b,
    easy: 0x3d_9e_e6,
    curves: [0xd3_36_82, 0xcb_4b_17, 0x6f_74_c7],
}
.paints();

pub(super) const SOLARIZED_LIGHT: BasePaints = Palette {
    ground: 0xfd_f6_e3,
    text: 0x58_6e_75,
    dim: 0x5c_72_7a,
    rule: 0x80_91_93,
    track: 0xdd_d6_c1,
    band: 0xee_e8_d5,
    band_text: 0x55_6b_72,
    band_match: 0x75_4b_00,
    accent: 0x00_73_6c,
    warning: 0x93_68_00,
    right: 0x60_71_00,
    wrong: 0xd5_29_28,
    easy: 0x00_72_b8,
    curves: [0xd3_36_82, 0xcb_4b_17, 0x6c_71_c4],
}
.paints();
